"""A brief's first answer: there at once, then proven, whatever happens in between."""

import pytest
import sqlalchemy as sa

from portal.consortia import service, tasks
from portal.jobs import leases
from portal.jobs.leases import LEASE
from portal.models.base import database_moment, db
from portal.models.consortia import MatchingRun
from tests.portal.consortia.factories import a_town
from tests.portal.consortia.runs import a_brief, a_finished_run

pytestmark = pytest.mark.usefixtures("app")


class Died(BaseException):
    """The end of a worker that nobody could catch."""


@pytest.fixture
def town(app):
    return a_town(9)


@pytest.fixture
def waiting(town):
    run = service.start_brief_run(a_brief(town[0], town[1]))
    db.session.commit()
    return run.id


def row(run_id):
    db.session.expire_all()
    return db.session.get_one(MatchingRun, run_id)


def statuses(run):
    return {group["proof"]["status"] for group in run.outcome["consortia"]}


def after_the_first_answer(monkeypatch, act):
    """Let something happen as soon as the first answer is stored."""
    real = tasks.show_first

    def show(work, outcome, heart):
        real(work, outcome, heart)
        act(work, heart)

    monkeypatch.setattr(tasks, "show_first", show)


def test_the_first_answer_is_there_while_it_is_proven(waiting, monkeypatch):
    seen = []

    def look(_work, _heart):
        run = row(waiting)
        seen.append((run.state, run.finished_at, statuses(run), len(run.picture["groups"])))

    after_the_first_answer(monkeypatch, look)
    tasks.carry_out(waiting)
    run = row(waiting)
    assert seen == [("running", None, {"heuristic"}, len(run.outcome["consortia"]))]
    assert (run.state, statuses(run)) == ("finished", {"optimal"})


def test_a_finished_run_keeps_the_quality_and_the_bound_of_its_first_group(town):
    run = a_finished_run(town[0], town[1])
    first = run.outcome["consortia"][0]
    assert (run.best, run.bound) == (first["quality"], first["proof"]["bound"])


def test_a_first_answer_waits_for_no_network_of_everybody(waiting, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        tasks, "conclude", lambda work, outcome, heart: drawn.append(row(work.run_id))
    )
    tasks.carry_out(waiting)
    (first,) = drawn
    assert first.outcome["consortia"]
    assert set(first.picture["networks"]) == {"ties", "members"}
    assert first.picture["networks"]["ties"]["measures"] is None


def test_no_first_answer_is_stored_for_a_row_that_somebody_else_has(waiting, monkeypatch):
    real = tasks.work_out

    def lose(*arguments, **how):
        db.session.execute(sa.update(MatchingRun).values(worker="another"))
        db.session.commit()
        return real(*arguments, **how)

    monkeypatch.setattr(tasks, "work_out", lose)
    tasks.carry_out(waiting)
    assert (row(waiting).state, row(waiting).worker, row(waiting).outcome) == (
        "running",
        "another",
        None,
    )


def test_a_worker_killed_after_the_first_answer_changes_nothing_in_the_end(town, monkeypatch):
    undisturbed = a_finished_run(town[0], town[1])
    again = service.start_again(undisturbed)
    db.session.commit()
    number, expected = again.id, (undisturbed.outcome, undisturbed.picture, undisturbed.advice)

    def die(_work, _heart):
        raise Died

    with monkeypatch.context() as patch:
        after_the_first_answer(patch, die)
        with pytest.raises(Died):
            tasks.carry_out(number)
    assert (row(number).state, statuses(row(number))) == ("running", {"heuristic"})
    change = sa.update(MatchingRun).filter_by(id=number)
    db.session.execute(change.values(lease_until=database_moment(-LEASE)))
    db.session.commit()
    tasks.carry_out(number)
    run = row(number)
    assert (run.state, run.attempts) == ("finished", 2)
    assert (run.outcome, run.picture, run.advice) == expected


def test_a_proof_that_is_stopped_keeps_the_best_so_far_with_its_bound(waiting, monkeypatch):
    real = tasks.Heartbeat.tell

    def stop_once_there_is_a_bound(self, progress, phase, **figures):
        if figures.get("bound") is not None:
            self.word = leases.Word.CANCEL
        return real(self, progress, phase, **figures)

    monkeypatch.setattr(tasks.Heartbeat, "tell", stop_once_there_is_a_bound)
    # No beat brings back from the row that nobody has asked there.
    monkeypatch.setattr(tasks.Heartbeat, "beat", lambda *_: None)
    monkeypatch.setattr("matching.progress.BETWEEN_CALLS", 0.0)
    monkeypatch.setattr("matching.briefs.proving.PIECE", 50)
    tasks.carry_out(waiting)
    run = row(waiting)
    first = run.outcome["consortia"][0]
    assert (run.state, run.outcome["provenance"]["stopped"]) == ("cancelled", "cancelled")
    assert first["proof"]["status"] == "bounded"
    assert (run.best, run.bound) == (first["quality"], first["proof"]["bound"])
    assert run.bound > run.best


def test_a_fault_after_the_first_answer_leaves_it_to_be_read(waiting, monkeypatch):
    def break_off(_work, _heart):
        raise ZeroDivisionError

    after_the_first_answer(monkeypatch, break_off)
    tasks.carry_out(waiting)
    run = row(waiting)
    assert (run.state, statuses(run)) == ("failed", {"heuristic"})


def test_a_run_that_is_not_over_gives_no_network_yet(town, waiting, monkeypatch):
    listed = []
    after_the_first_answer(monkeypatch, lambda *_: listed.append(service.list_with_groups(town[0])))
    tasks.carry_out(waiting)
    assert listed == [[]]
    assert [run.id for run in service.list_with_groups(town[0])] == [waiting]
