"""Taking a remedy up: a new brief with one change, and a search for it."""

from dataclasses import replace

import pytest

from portal.consortia import service
from portal.consortia.directory import open_directory
from portal.consortia.relaxing import take_up
from portal.consortia.remedies import PAIR, read_blocked
from portal.consortia.wishes import LARGEST, LONGEST_NAME, BriefWishes
from portal.errors import NotThere, Refused
from portal.models.base import db, now
from portal.models.consortia import MatchingRun
from tests.portal.consortia.factories import a_town, knows
from tests.portal.consortia.runs import a_blocked_run, a_finished_run, carried_out

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def town(app):
    return a_town(9)


def told(run):
    return read_blocked(run, open_directory(run.partnership))


def wishes_of(run):
    return BriefWishes.from_plain(run.brief.request)


def test_a_remedy_becomes_a_brief_with_that_one_change_and_its_name_carries_on(town):
    blocked = a_blocked_run(town[0], town[1], small=1, must_exclude=(town[2][0].slug,))
    run = take_up(blocked, "contract_value")
    db.session.expire_all()
    changed = {"contract_value": 500_000.0, "name": "After school (contract up to £500,000)"}
    assert wishes_of(run) == replace(wishes_of(blocked), **changed)
    assert (run.state, run.name) == ("queued", changed["name"])
    assert carried_out(run).outcome["consortia"]


def test_the_first_brief_stays_as_it_is(town):
    blocked = a_blocked_run(town[0], town[1])
    before = dict(blocked.brief.request)
    take_up(blocked, "contract_value")
    db.session.expire_all()
    assert db.session.get_one(MatchingRun, blocked.id).brief.request == before


def test_pressing_the_button_again_makes_no_second_brief(town):
    blocked = a_blocked_run(town[0], town[1])
    first = take_up(blocked, "contract_value")
    assert take_up(blocked, "contract_value") == first
    run = carried_out(first)
    later = take_up(blocked, "contract_value")
    assert (later.id != run.id, later.brief_id) == (True, run.brief_id)
    assert len(service.list_briefs(town[0])) == 2


@pytest.mark.parametrize("field", ["", "min_capacity_days", "hub", PAIR, "exclusion"])
def test_what_would_not_help_cannot_be_taken_up(town, field):
    blocked = a_blocked_run(town[0], town[1], days=1.0)
    with pytest.raises(NotThere):
        take_up(blocked, field)
    assert len(service.list_briefs(town[0])) == 1


def test_a_brief_that_can_be_met_has_no_remedy(town):
    run = a_finished_run(town[0], town[1])
    assert told(run) is None
    with pytest.raises(NotThere):
        take_up(run, "contract_value")


def test_two_changes_that_help_only_together_make_one_brief(town):
    for member in town[2]:
        knows(member, turnover=900_000)
    blocked = a_blocked_run(town[0], town[1], small=1)
    assert [one.field for one in told(blocked).remedies] == [PAIR]
    new = wishes_of(take_up(blocked, PAIR))
    assert (new.contract_value, new.small) == (500_000, 0)
    assert new.name == (
        "After school (contract up to £500,000 and no small organisations asked for)"
    )


def test_a_group_larger_than_a_brief_can_ask_for_is_told_without_a_button(app):
    partnership, wards, members = a_town(LARGEST + 3)
    for member in members:
        knows(member, spare_days=1)
    run = a_finished_run(partnership, wards, days=LARGEST + 2.0)
    size = next(one for one in told(run).remedies if one.field == "size.max")
    assert size.wishes is None
    with pytest.raises(NotThere):
        take_up(run, "size.max")


def test_days_are_told_with_two_decimals_and_a_group_still_has_them(app):
    partnership, wards, members = a_town(6)
    for number, member in enumerate(members):
        knows(member, spare_days=(number + 1) / 7)
    run = a_finished_run(partnership, wards, days=40.0)
    again = take_up(run, "min_capacity_days")
    assert wishes_of(again).days == 3.0
    assert again.name == "After school (3 days a week)"
    assert carried_out(again).outcome["consortia"]


def test_a_named_member_is_let_go_in_words_without_its_name(town):
    partnership, wards, members = town
    for member in members:
        knows(member, can_lead=member is members[0])
    named = tuple(member.slug for member in members[1:4])
    run = a_finished_run(partnership, wards, must_include=named, largest=3)
    gone = next(one for one in told(run).remedies if one.field == "must_include")
    assert members[1].organisation.name in gone.sentences[0]
    assert gone.wishes.name == "After school (1 named member fewer)"
    assert len(gone.wishes.must_include) == 2


def test_a_name_that_would_be_too_long_is_cut(town):
    partnership, wards, _ = town
    run = a_blocked_run(partnership, wards)
    run.name = "x" * LONGEST_NAME
    name = told(run).remedies[0].wishes.name
    assert len(name) == LONGEST_NAME
    assert name.endswith("x… (contract up to £500,000)")


def test_a_named_member_that_has_left_is_said_and_one_left_out_is_forgotten(town):
    partnership, wards, members = town
    names = {"must_include": (members[0].slug,), "must_exclude": (members[1].slug,)}
    run = a_finished_run(partnership, wards, **names)
    assert all(members[0].slug in one["members"] for one in run.outcome["consortia"])
    assert not any(members[1].slug in one["members"] for one in run.outcome["consortia"])
    members[1].left_at = now()
    again = service.start_again(run)
    assert again.request["must_exclude"] == []
    service.ask_to_cancel(again)
    members[0].left_at = now()
    with pytest.raises(Refused, match="not in the partnership any more"):
        service.start_again(run)
