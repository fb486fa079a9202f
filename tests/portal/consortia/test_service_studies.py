"""Studies on both databases: asked for once, worked out, stopped, taken up again after a death."""

import pytest

from portal.consortia import service, studies, study_tasks, tasks
from portal.consortia.directory import open_directory
from portal.consortia.firm import get_firmness, teller_of
from portal.consortia.inputs import list_present
from portal.consortia.studies import (
    FIRMNESS,
    Side,
    ask_for_comparison,
    ask_for_firmness,
    ask_to_stop,
    find_comparison,
    get_comparison,
    get_latest,
    list_comparisons,
    list_over_same_data,
)
from portal.errors import NotThere, Refused
from portal.jobs import leases
from portal.jobs.leases import LEASE, MOST_ATTEMPTS
from portal.models.base import db, now
from portal.models.consortia import Study
from tests.portal.consortia.factories import a_town, excludes, knows
from tests.portal.consortia.runs import (
    a_comparison,
    a_finished_grouping,
    a_finished_run,
    a_firmness,
    carried_out,
    worked_out,
)

pytestmark = [pytest.mark.walk, pytest.mark.usefixtures("app")]
PLACE, THEME = Side("By place"), Side("By theme")


@pytest.fixture
def run(app):
    return a_finished_grouping(a_town(7)[0])


def test_firmness_is_worked_out_and_kept_with_the_run(run):
    study = a_firmness(run)
    assert (study.state, study.progress, study.worker, study.failure) == (
        "finished",
        1.0,
        None,
        None,
    )
    assert len(study.result["seeds"]) == 8
    assert len(study.result["groups"]) == len(run.outcome["consortia"])
    assert get_latest(run, FIRMNESS).id == study.id


def test_firmness_is_told_in_words_with_whole_numbers_of_searches(run):
    study = a_firmness(run)
    found = teller_of(get_firmness(run), open_directory(run.partnership)).group(1)
    assert found.word in {"Firm", "Fairly firm", "Loose"}
    assert found.sentence.endswith(" of 8 searches.")
    for own in study.result["groups"][0]["members"]:
        told = dict(found.pairs[own["id"]])
        names = open_directory(run.partnership).entries
        for other in own["beside"]:
            assert told[names[other["id"]].name] == f"{round(other['share'] * 8)} of 8"


def test_asking_twice_makes_one_study(run):
    first = ask_for_firmness(run)
    assert ask_for_firmness(run).id == first.id
    done = worked_out(first)
    assert ask_for_firmness(done.run).id == first.id


def test_one_that_was_stopped_can_be_asked_for_again(run):
    first = ask_for_firmness(run)
    ask_to_stop(first)
    assert first.state == "cancelled"
    assert ask_for_firmness(run).id != first.id


def test_neither_can_be_asked_of_a_brief_or_of_a_search_that_was_stopped(run):
    partnership = run.partnership
    stopped = service.start_again(run)
    service.ask_to_cancel(stopped)
    _, wards, _ = a_town(6, slug="valley")
    brief = a_finished_run(wards[0].partnership, wards)
    for one in (stopped, brief):
        with pytest.raises(Refused, match="did not come to its end"):
            ask_for_firmness(one)
        with pytest.raises(Refused, match="did not come to its end"):
            ask_for_comparison(one, PLACE, THEME)
    assert partnership.id != brief.partnership_id


def test_stopping_keeps_the_searches_that_were_finished(run, monkeypatch):
    real = study_tasks.Heartbeat.tell

    def asked_to_stop(self, progress, phase, **figures):
        self.word = leases.Word.CANCEL if "Search 3" in phase else self.word
        return real(self, progress, phase, **figures)

    monkeypatch.setattr(study_tasks.Heartbeat, "tell", asked_to_stop)
    # No beat brings back from the row that nobody has asked there.
    monkeypatch.setattr(study_tasks.Heartbeat, "beat", lambda *_: None)
    monkeypatch.setattr("matching.progress.BETWEEN_CALLS", 0.0)
    study = a_firmness(run)
    assert study.state == "cancelled"
    assert 0 < len(study.result["seeds"]) < 8


def test_a_comparison_searches_for_both_presets_over_the_same_frozen_inputs(run):
    partnership, inputs = run.partnership, run.inputs
    knows(list_present(partnership)[0], themes={})
    study = a_comparison(run, "By place", "By theme")
    assert study.state == "finished", study.failure
    for side, preset in ((study.run, "By place"), (study.other, "By theme")):
        assert (side.preset, side.name, side.inputs) == (preset, f"Everybody ({preset})", inputs)
        assert side.outcome["consortia"]
    assert study.result["by_first"]["weights"]["geography"] > 0.15
    assert get_comparison(partnership, study.run_id, study.other_id).id == study.id


def test_a_preset_that_was_grouped_by_already_is_not_searched_for_again(run):
    study = ask_for_comparison(run, Side("Balanced"), PLACE)
    assert study.run_id == run.id
    again = ask_for_comparison(run, PLACE, THEME)
    assert again.run_id == study.other_id
    assert len(service.list_runs(run.partnership, "grouping")) == 3


def test_asking_for_the_same_comparison_twice_makes_one(run):
    first = ask_for_comparison(run, PLACE, THEME)
    assert ask_for_comparison(run, PLACE, THEME).id == first.id
    assert ask_for_comparison(run, THEME, PLACE).id != first.id
    assert len(list_comparisons(run)) == 2


@pytest.mark.parametrize("second", [PLACE, Side("No such thing")])
def test_what_cannot_be_compared_is_refused_in_words(run, second):
    with pytest.raises(Refused, match="Choose"):
        ask_for_comparison(run, PLACE, second)


def test_two_searches_over_the_same_data_can_be_compared_and_others_are_not_there(run):
    partnership = run.partnership
    other = carried_out(service.start_again(run))
    assert [one.id for one in list_over_same_data(other)] == [run.id]
    study = worked_out(ask_for_comparison(other, Side(run_id=run.id), Side(run_id=other.id)))
    assert study.result["pairs"]["jaccard"] == 1.0
    knows(list_present(other.partnership)[0], spare_days=5)
    later = carried_out(service.start_again(other))
    with pytest.raises(NotThere):
        ask_for_comparison(later, PLACE, Side(run_id=other.id))
    stranger = a_finished_grouping(a_town(6, slug="valley")[0])
    with pytest.raises(NotThere):
        ask_for_comparison(later, PLACE, Side(run_id=stranger.id))
    assert find_comparison(stranger.partnership, study.run_id, study.other_id) is None
    assert find_comparison(partnership, study.run_id, study.other_id) is not None


def test_an_exclusion_in_between_is_no_reason_not_to_compare(run):
    members = list_present(run.partnership)
    excludes(members[0], members[5])
    other = carried_out(service.start_again(run))
    assert [one.id for one in list_over_same_data(other)] == [run.id]
    study = worked_out(ask_for_comparison(other, Side(run_id=run.id), Side(run_id=other.id)))
    assert study.state == "finished", study.failure


def test_a_comparison_waits_for_its_searches_and_goes_back_into_the_queue(run):
    study = worked_out(ask_for_comparison(run, PLACE, THEME))
    assert (study.state, study.attempts, study.result) == ("queued", 0, None)


def test_stopping_a_comparison_stops_the_searches_that_it_waits_for(run):
    study = ask_for_comparison(run, PLACE, THEME)
    db.session.commit()
    ask_to_stop(study)
    assert (study.state, study.run.state, study.other.state) == ("cancelled",) * 3
    assert run.state == "finished"


def test_a_new_grouping_can_be_asked_for_while_a_comparison_searches(run):
    ask_for_comparison(run, PLACE, THEME)
    assert service.start_again(run).state == "queued"
    with pytest.raises(Refused, match="being worked on already"):
        service.start_again(run)


def test_a_search_that_was_stopped_leaves_nothing_to_compare_and_can_be_asked_for_anew(run):
    study = ask_for_comparison(run, PLACE, THEME)
    db.session.commit()
    service.ask_to_cancel(study.run)
    carried_out(study.other)
    study = worked_out(db.session.get_one(Study, study.id))
    assert study.state == "failed"
    assert "nothing to compare" in study.failure
    assert ask_for_comparison(service.get_run(run.partnership, run.id), PLACE, THEME).id != study.id


def test_a_study_of_a_dead_worker_is_taken_up_by_the_next(run, monkeypatch):
    study = ask_for_firmness(run)
    db.session.commit()
    monkeypatch.setattr(leases, "WORKER", "dead")
    leases.take(Study, study.id)
    monkeypatch.undo()
    study.lease_until = now() - LEASE
    study = worked_out(study)
    assert (study.state, study.attempts) == ("finished", 2)


def test_a_study_that_keeps_killing_its_worker_is_given_up(run):
    study = ask_for_firmness(run)
    study.attempts = MOST_ATTEMPTS
    study = worked_out(study)
    assert (study.state, study.result) == ("failed", None)
    assert "given up" in study.failure


def test_a_fault_is_kept_as_a_failure_in_plain_words(run, monkeypatch):
    def breaks(*_):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(study_tasks, "how_firm", breaks)
    study = a_firmness(run)
    assert study.state == "failed"
    assert "secret" not in study.failure


def test_a_worker_that_is_told_to_end_hands_its_study_back(run, monkeypatch):
    monkeypatch.setattr("matching.progress.BETWEEN_CALLS", 0.0)
    study = ask_for_firmness(run)
    leases.stopping.set()
    try:
        study = worked_out(study)
    finally:
        leases.stopping.clear()
    assert (study.state, study.attempts, study.result) == ("queued", 0, None)


def test_the_sweep_rings_for_studies_too(run, monkeypatch):
    study = ask_for_firmness(run)
    study.created_at = now() - LEASE
    db.session.commit()
    rung = []
    monkeypatch.setattr(tasks.bell, "is_quiet", lambda: True)
    monkeypatch.setattr(tasks.bell, "send", lambda name, *numbers: rung.append((name, *numbers)))
    monkeypatch.setattr(tasks, "send_waiting", lambda: None)
    tasks.sweep()
    assert rung == [("matching.study", study.id)]


def test_names_of_searches_that_are_compared_do_not_grow():
    assert studies.named_after("All (By place)", "By theme") == "All (By theme)"
    assert len(studies.named_after("x" * 160, "By theme")) == 160
