"""What a heartbeat is told, and what it tells on."""

import pytest

from portal.jobs import leases
from portal.jobs.heartbeat import Heartbeat
from portal.jobs.leases import Word
from portal.models.consortia import MatchingRun


@pytest.fixture
def heart():
    return Heartbeat(None, MatchingRun, 1)


def test_figures_are_shown_until_others_are_told(heart):
    heart.tell(0.1, "Proving", best=0.8, bound=None)
    heart.tell(0.9, "Writing down why")
    assert (heart.news.phase, heart.news.figures) == (
        "Writing down why",
        {"best": 0.8, "bound": None},
    )
    heart.tell(0.1, "Proving", best=0.7, bound=0.75)
    assert heart.news.figures == {"best": 0.7, "bound": 0.75}


@pytest.mark.parametrize("word", [Word.CANCEL, Word.LOST])
def test_work_goes_on_only_while_the_row_is_held_and_nobody_asks_to_stop(heart, word):
    assert heart.tell(0.1, "Proving")
    heart.word = word
    assert not heart.tell(0.2, "Proving")
    assert not heart.goes_on


def test_work_stops_where_its_process_is_asked_to_end(heart):
    leases.stopping.set()
    try:
        assert not heart.tell(0.1, "Proving")
    finally:
        leases.stopping.clear()
