"""Leases: one worker at a time, prolonged by beats, taken up after death, handed back in time."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.consortia import service
from portal.consortia.wishes import GroupingWishes
from portal.jobs import leases
from portal.jobs.leases import LEASE, Word, beat, hand_back, holds, list_abandoned, store, take
from portal.models.base import database_moment, db, now
from portal.models.consortia import MatchingRun
from tests.portal.consortia.factories import a_town


@pytest.fixture
def run_id(app):
    partnership, _, _ = a_town(organisations=3)
    run = service.start_grouping(partnership, GroupingWishes(name="All"))
    db.session.commit()
    return run.id


def row(run_id):
    db.session.expire_all()
    return db.session.get_one(MatchingRun, run_id)


def change(run_id, **values):
    db.session.execute(sa.update(MatchingRun).filter_by(id=run_id).values(**values))
    db.session.commit()


def test_a_row_is_taken_once(run_id):
    assert take(MatchingRun, run_id)
    assert not take(MatchingRun, run_id)
    assert (row(run_id).state, row(run_id).attempts) == ("running", 1)
    assert holds(MatchingRun, run_id)


def test_a_row_of_a_dead_worker_is_taken_up_and_lost_to_the_dead_one(run_id, monkeypatch):
    take(MatchingRun, run_id)
    change(run_id, lease_until=database_moment(-LEASE))
    assert list_abandoned(MatchingRun) == [run_id]
    monkeypatch.setattr(leases, "WORKER", "another")
    assert take(MatchingRun, run_id)
    monkeypatch.undo()
    assert not holds(MatchingRun, run_id)
    assert beat(MatchingRun, run_id, 0.5, "Late") is Word.LOST
    assert row(run_id).phase != "Late"


def test_a_beat_prolongs_the_lease_and_shows_progress(run_id):
    take(MatchingRun, run_id)
    change(run_id, lease_until=database_moment(-LEASE))
    assert beat(MatchingRun, run_id, 0.25, "Looking for groups") is Word.GO
    assert (row(run_id).progress, row(run_id).phase) == (0.25, "Looking for groups")
    assert row(run_id).lease_until > now()


def test_a_beat_shows_figures_and_leaves_those_that_it_is_not_told(run_id):
    take(MatchingRun, run_id)
    beat(MatchingRun, run_id, 0.25, "Proving group 1 of 5", best=0.8, bound=0.82)
    assert (row(run_id).best, row(run_id).bound) == (0.8, 0.82)
    beat(MatchingRun, run_id, 0.25, "Writing down why")
    assert (row(run_id).best, row(run_id).bound) == (0.8, 0.82)


def test_something_is_stored_in_a_row_only_while_it_is_held(run_id, monkeypatch):
    assert not store(MatchingRun, run_id, best=0.1)
    take(MatchingRun, run_id)
    assert store(MatchingRun, run_id, best=0.2)
    monkeypatch.setattr(leases, "WORKER", "another")
    assert not store(MatchingRun, run_id, best=0.3)
    assert (row(run_id).state, row(run_id).best) == ("running", 0.2)


@pytest.mark.parametrize("days", [1, -1])
def test_a_worker_whose_clock_is_wrong_takes_nothing_from_a_live_one(run_id, monkeypatch, days):
    take(MatchingRun, run_id)
    monkeypatch.setattr(leases, "WORKER", "another")
    with time_machine.travel(now() + timedelta(days=days)):
        assert list_abandoned(MatchingRun) == []
        assert not take(MatchingRun, run_id)


@pytest.mark.parametrize("days", [1, -1])
def test_a_worker_whose_clock_is_wrong_holds_a_row_no_longer_than_others(run_id, days):
    with time_machine.travel(now() + timedelta(days=days)):
        take(MatchingRun, run_id)
        beat(MatchingRun, run_id, 0.5, "Looking")
    ends = row(run_id).lease_until
    there = db.session.scalar(sa.select(database_moment()))
    assert there - LEASE < ends < there + 2 * LEASE
    assert list_abandoned(MatchingRun) == []
    change(run_id, lease_until=database_moment(timedelta(milliseconds=-1)))
    assert list_abandoned(MatchingRun) == [run_id]


def test_a_lease_from_before_the_clock_was_set_back_keeps_nobody_waiting(run_id):
    take(MatchingRun, run_id)
    change(run_id, lease_until=database_moment(timedelta(days=1)))
    assert list_abandoned(MatchingRun) == [run_id]
    assert take(MatchingRun, run_id)


def test_a_beat_brings_the_wish_to_stop(run_id):
    take(MatchingRun, run_id)
    change(run_id, cancel_asked=True)
    assert beat(MatchingRun, run_id, 0.25, "Looking") is Word.CANCEL


def test_a_row_handed_back_waits_again_and_loses_no_attempt(run_id):
    take(MatchingRun, run_id)
    assert hand_back(MatchingRun) == 1
    assert (row(run_id).state, row(run_id).attempts, row(run_id).worker) == ("queued", 0, None)
    assert hand_back(MatchingRun) == 0
    assert take(MatchingRun, run_id)


def test_a_row_that_waits_long_without_a_bell_is_found(run_id):
    assert list_abandoned(MatchingRun) == []
    change(run_id, created_at=now() - LEASE)
    assert list_abandoned(MatchingRun) == [run_id]
    change(run_id, state="cancelled")
    assert list_abandoned(MatchingRun) == []
