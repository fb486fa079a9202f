"""Briefs and runs: what can be asked for, what is refused, what is frozen."""

import threading
from dataclasses import replace

import pytest

from portal.consortia import service
from portal.consortia.wishes import BriefWishes, CellWish, GroupingWishes
from portal.errors import NotThere, Refused
from portal.jobs.queue import RUNG
from portal.models.base import db
from portal.models.partnerships import Partnership
from tests.portal.consortia.factories import a_town, knows
from tests.portal.factories import a_participation, a_partnership

pytestmark = pytest.mark.usefixtures("app")


def wishes_for(wards, **changes):
    cells = tuple(
        CellWish(theme, ward.area.code, 1.0) for theme in ("play", "arts") for ward in wards
    )
    return replace(BriefWishes(name="After school", cells=cells), **changes)


@pytest.fixture
def town(app):
    return a_town()


def test_a_brief_gives_back_what_it_was_told(town):
    partnership, wards, _ = town
    wishes = wishes_for(
        wards,
        days=12.0,
        contract_value=240_000.0,
        small=2,
        preset="By place",
        must_include=("org-0001",),
        must_exclude=("org-0002", "org-0003"),
        hub=True,
        alternatives=3,
        min_difference=1,
    )
    brief = service.create_brief(partnership, wishes)
    db.session.expire_all()
    assert BriefWishes.from_plain(service.get_brief(partnership, brief.id).request) == wishes


def test_a_brief_kept_before_there_were_more_wishes_has_the_usual_ones(town):
    usual = wishes_for(town[1])
    more = {"must_include", "must_exclude", "hub", "alternatives", "min_difference"}
    old = {name: value for name, value in usual.plain().items() if name not in more}
    assert BriefWishes.from_plain(old) == usual


def test_wishes_come_back_from_the_request_that_they_make(town):
    wishes = wishes_for(town[1], days=2.5, hub=True, must_include=("org-0001",), lead="wanted")
    request = service.read_request("brief", wishes.request("brief")).to_json()
    assert BriefWishes.from_request(request, wishes.preset) == wishes


def test_a_brief_of_another_partnership_is_not_there(town):
    partnership, wards, _ = town
    brief = service.create_brief(partnership, wishes_for(wards))
    with pytest.raises(NotThere):
        service.get_brief(a_partnership(slug="valley"), brief.id)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"cells": ()}, "cells"),
        ({"smallest": 1}, "smallest"),
        ({"smallest": 5, "largest": 4}, "largest"),
        ({"days": -1.0}, "days"),
        ({"days": float("nan")}, "days"),
        ({"contract_value": -5.0}, "contract_value"),
        ({"small": 7}, "small"),
        ({"lead": "perhaps"}, "lead"),
        ({"alternatives": 0}, "alternatives"),
        ({"alternatives": 11}, "alternatives"),
        ({"min_difference": 0}, "min_difference"),
        ({"must_include": ("a", "b", "c"), "smallest": 2, "largest": 2}, "must_include"),
        ({"must_include": ("a",), "must_exclude": ("a",)}, "must_exclude"),
        ({"preset": "Whatever"}, "preset"),
        ({"cells": (CellWish("play", "x", 0.0),)}, "cells"),
        ({"cells": (CellWish("play", "x", 1.0), CellWish("play", "x", 2.0))}, "cells"),
    ],
)
def test_wishes_that_cannot_be_met_are_refused_at_their_field(town, changes, field):
    partnership, wards, _ = town
    with pytest.raises(Refused) as refusal:
        service.create_brief(partnership, wishes_for(wards, **changes))
    assert refusal.value.field == field


def test_a_run_freezes_what_is_known_when_it_starts(town):
    partnership, wards, members = town
    run = service.start_brief_run(service.create_brief(partnership, wishes_for(wards)))
    before = run.fingerprint
    knows(members[0], spare_days=0)
    db.session.expire_all()
    rows = {row["id"]: row for row in run.inputs["tables"]["organisations"]}
    assert rows[members[0].slug]["spare_days"] == "2"
    assert run.fingerprint == before
    assert (run.state, run.organisations, run.answered, run.preset) == ("queued", 6, 6, "Balanced")


def test_a_preset_becomes_weights_of_the_request(town):
    partnership, _, _ = town
    run = service.start_grouping(partnership, GroupingWishes(name="All", preset="By place"))
    request = service.read_request(run.kind, run.request)
    assert request.weights.geography == 0.4
    assert (request.size.min, request.size.max, request.lead) == (3, 6, "wanted")


def test_starting_rings_the_bell_for_the_run(town):
    run = service.start_grouping(town[0], GroupingWishes(name="All"))
    assert ("matching.run", (run.id,)) in db.session.info[RUNG]


def test_what_is_being_worked_on_is_not_started_twice(town):
    partnership, wards, _ = town
    brief = service.create_brief(partnership, wishes_for(wards))
    run = service.start_brief_run(brief)
    with pytest.raises(Refused, match="worked on already"):
        service.start_brief_run(brief)
    service.start_grouping(partnership, GroupingWishes(name="All"))
    service.ask_to_cancel(run)
    assert service.start_brief_run(brief).id != run.id


def test_a_waiting_run_is_cancelled_at_once_and_a_running_one_is_asked(town):
    partnership, _, _ = town
    run = service.start_grouping(partnership, GroupingWishes(name="All"))
    service.ask_to_cancel(run)
    assert (run.state, run.cancel_asked) == ("cancelled", False)
    other = service.start_grouping(partnership, GroupingWishes(name="All"))
    other.state = "running"
    db.session.flush()
    service.ask_to_cancel(other)
    assert (other.state, other.cancel_asked) == ("running", True)


def test_a_lone_organisation_cannot_be_grouped(app):
    partnership = a_partnership(slug="lonely")
    a_participation(partnership)
    with pytest.raises(Refused, match="fewer than two"):
        service.start_grouping(partnership, GroupingWishes(name="All"))


def test_an_area_that_nobody_knows_is_refused_before_the_search(town):
    partnership, _, _ = town
    brief = service.create_brief(
        partnership, BriefWishes(name="Far", cells=(CellWish("play", "X99", 1.0),))
    )
    with pytest.raises(Refused, match="X99"):
        service.start_brief_run(brief)


def test_runs_are_listed_newest_first_and_only_those_of_the_partnership(town):
    partnership, wards, _ = town
    brief = service.create_brief(partnership, wishes_for(wards))
    first = service.start_brief_run(brief)
    second = service.start_grouping(partnership, GroupingWishes(name="All"))
    other, _, _ = a_town(slug="valley")
    service.start_grouping(other, GroupingWishes(name="Theirs"))
    assert service.list_runs(partnership) == [second, first]
    assert service.list_runs(partnership, brief=brief) == [first]
    with pytest.raises(NotThere):
        service.get_run(other, first.id)


def test_of_two_starts_at_once_one_is_refused(app, town):
    partnership_id = town[0].id
    db.session.commit()
    together, outcomes = threading.Barrier(2), []

    def begin():
        with app.app_context():
            together.wait()
            partnership = db.session.get_one(Partnership, partnership_id)
            try:
                service.start_grouping(partnership, GroupingWishes(name="All"))
                db.session.commit()
                outcomes.append("started")
            except Refused:
                db.session.rollback()
                outcomes.append("refused")

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "started"]
