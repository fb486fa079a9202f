"""Reasons in words: each from its figures, with names, and only to those who may read its facts."""

import pytest

from matching.weights import TERM_NAMES
from portal.consortia.covers import Names
from portal.consortia.directory import Directory, Entry
from portal.consortia.readers import Reader
from portal.consortia.telling import RULE_KINDS, TERM_KINDS, Teller

DIRECTORY = Directory(
    {f"org-{n}": Entry(name, n) for n, name in enumerate(("Ash", "Bee", "Cat", "Dot"), 1)}, {}
)
NAMES = Names(
    {"play": "Open-access play", "arts": "Arts"},
    {"W1": "Moston", "W2": "Irk"},
    {"hall": "A hall", "it": "IT help"},
)
CELL = {"theme": "play", "area": "W1", "amount": 1.0}
NEAR = {"theme": "arts", "area": "W2", "amount": 0.5, "near": True}
KINDS = {
    "needed_to_lead": ({"contract_value": 150_000.0}, {}, "can_lead"),
    "needed_as_hub": ({}, {}, "ties"),
    "time_needed": ({"days": 2.0, "days_without": 4.0, "wanted": 6.0}, {}, "spare_days"),
    "small_needed": ({"small_without": 1.0, "wanted": 2.0}, {}, "turnover"),
    "near": ({"nearest_km": 1.23, "mean_km": 2.5}, {}, "place"),
    "offers": ({"services": 1.0}, {"pairs": [["hall", ["org-2", "org-3"]]]}, "offers"),
    "needs_met": ({"services": 1.0}, {"pairs": [["it", ["org-2"]]]}, "needs"),
    "works_with": ({"ties": 2.0}, {"with": ["org-3", "org-2"]}, "ties"),
    "alike": ({"alike": 1.0}, {"with": ["org-2"], "what": ["arts"]}, "themes"),
    "time": ({"days": 1.0, "group_days": 8.0, "wanted": 6.0}, {}, "spare_days"),
    "small": ({"small_turnover": 100_000.0}, {}, "turnover"),
    "new": ({"new": 2.0, "others": 3.0}, {}, "networks"),
}
TOLD = {
    "needed_to_lead": "Needed as lead. Without it nobody here is known to be able to lead a "
    "contract of £150,000 a year.",
    "needed_as_hub": "Holds it together. Without it no lead would be within two ties of everyone.",
    "time_needed": "Its days are needed. Without it the others have 4 days a week between them; "
    "6 are asked for.",
    "small_needed": "Needed as a small one. Without it 1 of the 2 small organisations asked for "
    "would be left.",
    "near": "Near the others. 1.2 km from the nearest member, 2.5 km from the others on average.",
    "offers": "Fits with needs. Nobody else here offers a hall, which Bee and Cat need.",
    "needs_met": "Fits with needs. It needs IT help, which Bee offers.",
    "works_with": "Close in their work. Works with Bee and Cat already.",
    "alike": "Close in their work. Arts, like Bee.",
    "time": "Brings time. 1 of the 8 days a week here; 6 are asked for.",
    "small": "Counts as small. Its turnover is below £100,000 a year.",
    "new": "Brings new connections. No tie and no shared network with 2 of the 3 others is "
    "known yet.",
}


def brings(*reasons, alone=(), serves=()):
    """Write what was stored about one member; each reason with the fact of a second one."""
    needed = [RULE_KINDS[kind] for kind in reasons if kind in RULE_KINDS]
    stored = []
    for kind in reasons:
        figures, about, fact = KINDS[kind]
        rests_on = [["org-1", fact], ["org-2", fact]]
        stored.append({"kind": kind, "figures": figures, "rests_on": rests_on, **about})
    kept = {"id": "org-1", "needed_for": needed, "reasons": stored}
    return kept | {"alone": list(alone), "serves": list(serves)}


def points_of(*kinds):
    """Let the qualities of some kinds lose most, in their order, and the others nothing."""
    terms = [TERM_KINDS[kind] for kind in kinds if kind in TERM_KINDS]
    return dict.fromkeys(TERM_NAMES, 0.0) | {
        name: 0.1 - place / 100 for place, name in enumerate(terms)
    }


def told(stored, points, audience="coordinators", **hidden):
    """Give what one audience is told; `hidden` has the readers of facts of the first member."""
    reader = Reader(audience, {"org-1": hidden, "org-2": {}})
    found = Teller(reader, NAMES, DIRECTORY, {"min_capacity_days": 6.0}).reasons(stored, points)
    return [f"{one.fact} {one.text}" for one in found]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_reason_is_told_with_names_and_figures(kind):
    assert told(brings(kind), points_of(kind)) == [TOLD[kind]]


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_is_told_to_those_who_may_not_read_the_fact(kind):
    fact = {"place": "base", "ties": "ties_known"}.get(KINDS[kind][2], KINDS[kind][2])
    secret = told(brings(kind), points_of(kind), **{fact: "engine"})
    assert secret == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_of_another_member_that_may_not_be_read_leaves_the_plain_words(kind):
    fact = {"place": "base", "ties": "ties_known"}.get(KINDS[kind][2], KINDS[kind][2])
    reader = Reader("coordinators", {"org-1": {}, "org-2": {fact: "engine"}})
    found = Teller(reader, NAMES, DIRECTORY, {}).reasons(brings(kind), points_of(kind))
    assert [f"{one.fact} {one.text}" for one in found] == [found[0].short]
    assert not any(letter.isdigit() for letter in found[0].text)
    assert "Bee" not in found[0].text


def test_three_reasons_are_told_at_most_rules_before_the_qualities_that_lose_most():
    kinds = ("small", "time_needed", "near", "new", "needed_to_lead")
    order = [line.split(".")[0] for line in told(brings(*kinds), points_of(*kinds))]
    assert order == ["Needed as lead", "Its days are needed", "Counts as small"]


def test_what_a_rule_says_is_not_said_again_of_the_quality():
    stored = brings("time_needed", "time")
    assert told(stored, points_of("time")) == [TOLD["time_needed"]]


def test_a_quality_that_loses_next_to_nothing_is_no_reason():
    assert told(brings("near"), dict.fromkeys(TERM_NAMES, 0.005)) == []


COVERING = {"kind": "only_one", "figures": {"coverage": 0.93, "coverage_without": 0.625},
            "rests_on": [["org-1", "themes"], ["org-1", "areas"]]}  # fmt: skip


def covers(audience="coordinators", alone=(CELL,), serves=(CELL,), more=(), **hidden):
    """Tell what a member covers."""
    stored = brings(alone=alone, serves=serves) | {"reasons": [COVERING | dict(more)]}
    return told(stored, points_of("covers"), audience, **hidden)


def test_what_it_alone_covers_is_told_with_what_is_covered_without_it():
    assert covers() == [
        "The only one for Open-access play in Moston. "
        "Without it 62% of what is wanted is covered, not 93%."
    ]
    assert covers(alone=())[0].startswith("Covers Open-access play in Moston.")


def test_a_cell_within_reach_of_a_base_is_told_to_those_who_may_read_the_base():
    both = {"alone": (NEAR,), "serves": (CELL, NEAR)}
    assert covers(**both)[0].startswith("The only one for Arts in Irk.")
    assert covers("infrastructure", **both)[0].startswith("Covers Open-access play in Moston.")
    seen = covers("infrastructure", **both, base="infrastructure")
    assert seen[0].startswith("The only one for Arts in Irk.")


def test_themes_or_areas_that_may_not_be_read_are_not_told_as_covered():
    for fact in ("themes", "areas"):
        assert covers("infrastructure", **{fact: "coordinators"}) == []
        open_one = {"what": ["play"]}
        assert covers("infrastructure", more=open_one, **{fact: "coordinators"}) == []


def test_an_open_group_is_told_the_themes_that_a_member_adds():
    assert covers(more={"what": ["play", "arts"]}) == [
        "The only one here for Open-access play and Arts. "
        "Without it 62% of a full breadth of themes is covered, not 93%."
    ]


def test_organisations_are_told_what_is_covered_without_figures():
    assert covers("members") == ["The only one for Open-access play in Moston."]


def test_reasons_from_before_sentences_were_kept_are_told_in_plain_words():
    stored = {"id": "org-1", "needed_for": ["lead"], "alone": [], "serves": [CELL]}
    assert told(stored, points_of("covers", "new")) == [
        "Needed as lead. Without it nobody here is known to be able to lead.",
        "Covers Open-access play in Moston.",
        "Brings new connections. It does not work with most of them yet.",
    ]
