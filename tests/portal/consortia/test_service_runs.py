"""A run from its start to what is stored: on both databases, with everything that can end it."""

import pytest

from portal.consortia import service, tasks
from portal.consortia.wishes import BriefWishes, CellWish, GroupingWishes
from portal.jobs import leases
from portal.jobs.leases import LEASE, MOST_ATTEMPTS
from portal.models.base import db, now
from portal.models.consortia import MatchingRun
from tests.portal.consortia.factories import a_town, excludes, knows
from tests.portal.factories import a_participation

pytestmark = pytest.mark.usefixtures("app")


def brief_run(organisations=8, **changes):
    partnership, wards, members = a_town(organisations)
    cells = tuple(CellWish(t, w.area.code, 1.0) for t in ("play", "arts") for w in wards)
    brief = service.create_brief(partnership, BriefWishes("After school", cells, **changes))
    run = service.start_brief_run(brief)
    db.session.commit()
    return run, members


def carried_out(run):
    tasks.carry_out(run.id)
    db.session.expire_all()
    return db.session.get_one(MatchingRun, run.id)


def test_a_run_ends_with_groups_reasons_and_networks():
    run, _ = brief_run()
    run = carried_out(run)
    assert (run.state, run.progress, run.failure, run.worker) == ("finished", 1.0, None, None)
    best = run.outcome["consortia"][0]
    assert 3 <= len(best["members"]) <= 6
    assert [one["id"] for one in run.picture["groups"][0]["brings"]] == best["members"]
    assert run.picture["networks"]["ties"]["measures"]["answered"] == 1
    assert set(run.picture["networks"]) == {"ties", "affinity", "members"}


def test_the_same_inputs_and_seed_give_the_same_stored_outcome():
    run, _ = brief_run()
    first = carried_out(run)
    outcome, picture = first.outcome, first.picture
    again = service.start_again(first)
    db.session.commit()
    second = carried_out(again)
    assert second.outcome == outcome
    assert second.picture == picture


def test_an_open_grouping_groups_or_leaves_out_everybody():
    partnership, _, members = a_town(9)
    a_participation(partnership)
    run = service.start_grouping(partnership, GroupingWishes("All"))
    db.session.commit()
    run = carried_out(run)
    assert run.state == "finished", run.failure
    grouped = {key for group in run.outcome["consortia"] for key in group["members"]}
    left = {one["id"] for one in run.outcome["left_out"]}
    assert grouped | left == {member.slug for member in members} | {"org-" + max(left)[4:]}
    assert not grouped & left


def test_a_run_that_is_taken_is_not_carried_out_twice():
    run, _ = brief_run()
    assert leases.take(MatchingRun, run.id)
    run = carried_out(run)
    assert (run.state, run.outcome) == ("running", None)


def test_the_run_of_a_dead_worker_is_carried_out_by_the_next(monkeypatch):
    run, _ = brief_run()
    monkeypatch.setattr(leases, "WORKER", "dead")
    leases.take(MatchingRun, run.id)
    monkeypatch.undo()
    run.lease_until = now() - LEASE
    db.session.commit()
    run = carried_out(run)
    assert (run.state, run.attempts) == ("finished", 2)


def test_a_run_that_keeps_killing_its_worker_is_given_up_with_a_reason():
    run, _ = brief_run()
    run.attempts = MOST_ATTEMPTS
    db.session.commit()
    run = carried_out(run)
    assert run.state == "failed"
    assert "given up" in run.failure
    assert run.outcome is None


def test_a_fault_of_the_engine_is_stored_as_a_failure_in_plain_words(monkeypatch):
    run, _ = brief_run()

    def breaks(*_):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(tasks, "search", breaks)
    run = carried_out(run)
    assert run.state == "failed"
    assert "secret" not in run.failure
    assert "fault" in run.failure


def test_a_stopped_run_keeps_the_best_so_far(monkeypatch):
    run, _ = brief_run(organisations=14)
    run_id = run.id
    real = tasks.Heartbeat.tell

    def asked_to_stop(self, progress, phase, **figures):
        self.word = leases.Word.CANCEL if progress > 0 else self.word
        return real(self, progress, phase, **figures)

    monkeypatch.setattr(tasks.Heartbeat, "tell", asked_to_stop)
    # No beat brings back from the row that nobody has asked there.
    monkeypatch.setattr(tasks.Heartbeat, "beat", lambda *_: None)
    monkeypatch.setattr("matching.progress.BETWEEN_CALLS", 0.0)
    run = carried_out(run)
    assert run.id == run_id
    assert run.state == "cancelled"
    assert run.outcome["provenance"]["stopped"] == "cancelled"
    assert run.picture is not None


def test_a_worker_that_is_told_to_end_hands_its_run_back(monkeypatch):
    run, _ = brief_run(organisations=14)
    monkeypatch.setattr("matching.progress.BETWEEN_CALLS", 0.0)
    leases.stopping.set()
    try:
        run = carried_out(run)
    finally:
        leases.stopping.clear()
    assert (run.state, run.attempts, run.outcome) == ("queued", 0, None)
    assert carried_out(run).state == "finished"


def test_a_worker_that_lost_its_row_stores_no_end(monkeypatch):
    run, _ = brief_run()
    real = tasks.search

    def slow(work, heart):
        found = real(work, heart)
        heart.word = leases.Word.LOST
        db.session.execute(MatchingRun.__table__.update().values(worker="another"))
        db.session.commit()
        return found

    monkeypatch.setattr(tasks, "search", slow)
    run = carried_out(run)
    assert (run.state, run.worker, run.finished_at) == ("running", "another", None)
    assert {group["proof"]["status"] for group in run.outcome["consortia"]} == {"heuristic"}


def test_excluded_organisations_never_meet_in_a_group():
    run, members = brief_run()
    best = carried_out(run).outcome["consortia"][0]["members"]
    by_slug = {member.slug: member for member in members}
    excludes(by_slug[best[0]], by_slug[best[1]])
    again = service.start_again(run)
    db.session.commit()
    for group in carried_out(again).outcome["consortia"]:
        assert not {best[0], best[1]} <= set(group["members"])


def test_the_sweep_rings_for_what_was_abandoned_and_sends_mail(monkeypatch):
    run, _ = brief_run()
    run.created_at = now() - LEASE
    db.session.commit()
    rung = []
    monkeypatch.setattr(tasks.bell, "is_quiet", lambda: True)
    monkeypatch.setattr(tasks.bell, "send", lambda name, *numbers: rung.append((name, *numbers)))
    sent = []
    monkeypatch.setattr(tasks, "send_waiting", lambda: sent.append(True))
    tasks.sweep()
    assert rung == [("matching.run", run.id)]
    assert sent == [True]
    monkeypatch.setattr(tasks.bell, "is_quiet", lambda: False)
    tasks.sweep()
    assert len(rung) == 1


def test_what_an_organisation_told_after_the_start_does_not_change_the_run():
    run, members = brief_run()
    for member in members:
        knows(member, themes={})
    db.session.commit()
    assert carried_out(run).outcome["consortia"]
