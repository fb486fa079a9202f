"""Groupings brought up to date, on both databases: what is kept, what is refused, what ends it."""

import pytest

from matching import Outcome
from portal.consortia import service, studies, tasks, turnover
from portal.consortia.directory import open_directory
from portal.consortia.inputs import list_present
from portal.consortia.revising import bring_up_to_date, get_before
from portal.consortia.since import show_since
from portal.errors import Refused
from portal.jobs import leases
from portal.jobs.leases import LEASE
from portal.models.base import db, now
from portal.models.consortia import MatchingRun
from portal.organisations.service import leave
from tests.portal.consortia.factories import a_town, an_answer, excludes, knows
from tests.portal.consortia.runs import a_finished_grouping, a_finished_run, carried_out

pytestmark = [pytest.mark.walk, pytest.mark.usefixtures("app")]


@pytest.fixture
def town(app):
    return a_town(14)


@pytest.fixture
def run(town):
    return a_finished_grouping(town[0])


def told_since(town):
    """Let one organisation tell something."""
    knows(list_present(town[0])[0], spare_days=5)


def test_it_begins_from_the_groups_before_with_what_is_known_now(town, run, monkeypatch):
    given = []
    real = turnover.revise_groups

    def watched(instance, request, previous, **options):
        given.append((instance.fingerprint, previous, options["earlier"].fingerprint))
        return real(instance, request, previous, **options)

    monkeypatch.setattr(turnover, "revise_groups", watched)
    before = Outcome.from_json(run.outcome)
    told_since(town)
    later = carried_out(bring_up_to_date(run))
    assert (later.state, later.revises_id, later.seed) == ("finished", run.id, run.seed)
    assert later.request == run.request
    assert later.fingerprint != run.fingerprint
    ((now_print, previous, then_print),) = given
    assert previous == before
    assert then_print == before.provenance.input_fingerprint != now_print
    assert later.outcome["provenance"]["input_fingerprint"] == now_print
    assert later.meetings is not None


def test_one_fact_told_moves_few_and_who_moved_is_stored(town, run):
    told_since(town)
    later = carried_out(bring_up_to_date(run))
    since = later.picture["since"]
    assert since == turnover.turnover_of(run.outcome, later.outcome)
    assert since["pairs"]["kept"] == since["pairs"]["before"] > 0
    assert since["changed"] == []
    assert "since" not in run.picture


def test_one_new_and_one_gone_are_told(town, run):
    partnership, wards, members = town
    leave(next(one for one in members if one.slug == run.outcome["consortia"][0]["members"][0]))
    an_answer(partnership, wards, 20)
    later = carried_out(bring_up_to_date(run))
    shown = show_since(later, open_directory(partnership))
    assert shown.run.id == run.id
    assert {"New", "Gone"} <= {one.word for one in shown.changes}
    gone = next(one for one in shown.changes if one.kind == "gone")
    assert (gone.name, gone.organisation_id) == ("An organisation that has left", None)
    assert gone.before == (1,)


def test_where_nothing_changed_nothing_is_started(town, run):
    with pytest.raises(Refused, match="nothing was started"):
        bring_up_to_date(run)
    assert [one.id for one in service.list_runs(town[0])] == [run.id]


def test_an_exclusion_alone_starts_nothing_and_reads_as_though_nothing_was_said(town, run):
    with pytest.raises(Refused) as before:
        bring_up_to_date(run)
    best = run.outcome["consortia"][0]["members"]
    members = {one.slug: one for one in town[2]}
    excludes(members[best[0]], members[best[1]])
    with pytest.raises(Refused) as after:
        bring_up_to_date(run)
    assert before.value.message == after.value.message
    assert [one.id for one in service.list_runs(town[0])] == [run.id]


def test_an_exclusion_is_kept_to_as_soon_as_anything_else_changed(town, run):
    best = run.outcome["consortia"][0]["members"]
    members = {one.slug: one for one in town[2]}
    excludes(members[best[0]], members[best[1]])
    told_since(town)
    later = carried_out(bring_up_to_date(run))
    for group in later.outcome["consortia"]:
        assert not {best[0], best[1]} <= set(group["members"])


def test_only_a_grouping_that_came_to_its_end_can_be_brought_up_to_date(town, run):
    brief = a_finished_run(town[0], town[1])
    told_since(town)
    stopped = service.start_again(run)
    service.ask_to_cancel(stopped)
    for one in (brief, stopped):
        with pytest.raises(Refused, match="did not come to its end"):
            bring_up_to_date(one)
    run.state = "cancelled"
    with pytest.raises(Refused, match="did not come to its end"):
        bring_up_to_date(run)


def test_two_clicks_start_one(town, run):
    told_since(town)
    bring_up_to_date(run)
    with pytest.raises(Refused, match="being worked on already"):
        bring_up_to_date(run)


def test_what_was_brought_up_to_date_can_be_again(town, run):
    told_since(town)
    later = carried_out(bring_up_to_date(run))
    knows(list_present(later.partnership)[1], spare_days=5)
    last = carried_out(bring_up_to_date(later))
    assert (last.state, get_before(last).id) == ("finished", later.id)
    assert last.effort == service.EFFORT["revision"]


def test_a_search_from_nothing_is_the_same_whatever_came_before(town, run):
    told_since(town)
    later = carried_out(bring_up_to_date(run))
    cold = carried_out(service.start_again(later))
    assert (cold.revises_id, cold.effort) == (None, service.EFFORT["grouping"])
    assert "since" not in cold.picture


def test_a_preset_compared_with_it_is_searched_for_as_long_as_any(town, run):
    told_since(town)
    later = carried_out(bring_up_to_date(run))
    study = studies.ask_for_comparison(later, studies.Side("Balanced"), studies.Side("By place"))
    assert study.run_id == later.id
    assert study.other.effort == service.EFFORT["grouping"]
    assert study.other.revises_id is None


def test_inputs_that_a_newer_engine_reads_otherwise_are_left_aside(town, run, monkeypatch):
    given = []
    real = turnover.revise_groups

    def watched(*args, **options):
        given.append(options["earlier"])
        return real(*args, **options)

    monkeypatch.setattr(turnover, "revise_groups", watched)
    provenance = run.outcome["provenance"] | {"input_fingerprint": "another"}
    run.outcome = run.outcome | {"provenance": provenance}
    told_since(town)
    later = carried_out(bring_up_to_date(run))
    assert (later.state, given) == ("finished", [None]), later.failure


def test_a_dead_workers_run_comes_out_the_same_from_the_next(town, run, monkeypatch):
    partnership, _, members = town
    leave(members[3])
    undisturbed = carried_out(bring_up_to_date(run))
    again = bring_up_to_date(service.get_run(partnership, run.id))
    db.session.commit()
    monkeypatch.setattr(leases, "WORKER", "dead")
    leases.take(MatchingRun, again.id)
    monkeypatch.undo()
    again.lease_until = now() - LEASE
    again = carried_out(again)
    assert (again.state, again.attempts) == ("finished", 2)
    assert (again.outcome, again.picture) == (undisturbed.outcome, undisturbed.picture)


def test_stopped_it_keeps_the_best_so_far_and_says_what_changed(town, run, monkeypatch):
    real = tasks.Heartbeat.tell
    phases = []

    def asked_to_stop(self, progress, phase, **figures):
        phases.append(phase)
        self.word = leases.Word.CANCEL
        return real(self, progress, phase, **figures)

    leave(town[2][3])
    later = bring_up_to_date(run)
    monkeypatch.setattr(tasks.Heartbeat, "tell", asked_to_stop)
    # No beat brings back from the row that nobody has asked there.
    monkeypatch.setattr(tasks.Heartbeat, "beat", lambda *_: None)
    monkeypatch.setattr("matching.progress.BETWEEN_CALLS", 0.0)
    later = carried_out(later)
    assert phases[0] == "Looking at what changed"
    assert later.state == "cancelled"
    assert later.outcome["consortia"]
    assert later.picture["since"]["pairs"]["before"] > 0
