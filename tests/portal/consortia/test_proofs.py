"""A proof under way in words: what is known so far, and never more than that."""

import pytest

from portal.consortia.proofs import per_cent, standing_of
from portal.models.consortia import MatchingRun

GROUPS = {"consortia": [{"quality": 0.80}, {"quality": 0.76}]}


def a_run(**changes):
    usual = {
        "state": "running",
        "phase": "Proving group 1 of 5",
        "cancel_asked": False,
        "request": {"min_difference": 2},
        "outcome": GROUPS,
        "best": 0.80,
        "bound": 0.82,
    }
    return MatchingRun(**(usual | changes))


def sentences(**changes):
    return " ".join(standing_of(a_run(**changes)).sentences)


def test_the_best_so_far_and_the_bound_are_said_with_the_gap():
    assert sentences() == (
        "Best so far 80 of 100. Nothing can be better than 82. "
        "So this one is within 2.4% of the best possible."
    )


def test_an_alternative_is_compared_with_what_differs_enough():
    said = sentences(phase="Proving group 2 of 5", best=0.76, bound=0.775)
    assert said.startswith("Best so far 76 of 100. Nothing that differs by at least 2 members")
    assert "from those before can be better than 78." in said


@pytest.mark.parametrize(("bound", "told"), [(0.8001, 81), (0.80, 80), (0.825, 83), (1.0, 100)])
def test_a_bound_is_rounded_up_so_that_it_stays_true(bound, told):
    assert f"Nothing can be better than {told}." in sentences(bound=bound)


def test_without_a_bound_nothing_is_promised():
    said = sentences(bound=None)
    assert said == "Best so far 80 of 100. How much better a group could be is not known yet."


def test_without_a_group_there_is_no_figure():
    assert sentences(best=None, bound=None) == "Nothing has been found for this place yet."


def test_a_group_better_than_the_one_on_the_page_is_announced():
    assert "better group than group 1 below" in sentences(best=0.81)
    assert "better group" not in sentences(best=0.81, phase="Proving group 2 of 5")


@pytest.mark.parametrize(
    ("changes", "label", "done", "total"),
    [
        ({}, "Proving that nothing is better", 0, 5),
        ({"phase": "Proving group 4 of 5"}, "Proving that nothing is better", 3, 5),
        ({"phase": ""}, "About to prove that nothing is better", None, None),
        ({"phase": "A first answer"}, "About to prove that nothing is better", None, None),
        ({"phase": "Writing down why"}, "Nearly done", None, None),
        ({"state": "queued"}, "Waiting to go on", None, None),
        ({"cancel_asked": True}, "Stopping", None, None),
    ],
)
def test_what_is_being_done_is_named(changes, label, done, total):
    standing = standing_of(a_run(**changes))
    assert (standing.label, standing.done, standing.total) == (label, done, total)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0.1%"), (0.001, "0.1%"), (0.02, "2%"), (0.024, "2.4%"), (0.3, "30%")],
)
def test_a_gap_is_never_written_as_nothing(share, words):
    assert per_cent(share) == words
