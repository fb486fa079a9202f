"""Who should meet whom: worked out once with the run, told by audience, and nobody is betrayed."""

import pytest

from portal.consortia import introductions
from portal.consortia.endings import get_latest_with_meetings
from portal.consortia.introducing import introduce_one, show_introductions
from portal.models.base import db, now
from tests.portal.consortia.factories import a_town, excludes, knows
from tests.portal.consortia.runs import a_finished_grouping, a_finished_run
from tests.portal.factories import a_participation

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def town(app):
    return a_town(14)


@pytest.fixture
def nobody_by_lot(monkeypatch):
    """Drop nobody by lot, so that a list holds whom the engine named."""
    monkeypatch.setattr(introductions, "DROPPED", 0.0)


def lists(run):
    return {one["id"]: [other["id"] for other in one["meetings"]] for one in run.meetings["lists"]}


def told(run, slug, audience="coordinators"):
    return introduce_one(run, slug, audience)


def test_every_organisation_has_a_list_of_at_most_three_outside_its_groups(town):
    run = a_finished_grouping(town[0])
    found = lists(run)
    assert set(found) == {member.slug for member in town[2]}
    assert any(found.values())
    for group in run.outcome["consortia"]:
        for key in group["members"]:
            assert not set(found[key]) & set(group["members"])
    assert max(map(len, found.values())) <= introductions.EACH


def test_a_brief_has_no_such_lists(town):
    assert a_finished_run(town[0], town[1]).meetings is None


@pytest.mark.usefixtures("nobody_by_lot")
def test_the_reasons_name_what_each_brings_and_who_meets_a_need(town):
    run = a_finished_grouping(town[0])
    texts = [
        f"{reason.fact} {reason.text}"
        for one in show_introductions(run, "coordinators").rows
        for other in one.meets
        for reason in other.reasons
    ]
    assert any("they bring Arts; it brings Play. Together" in text for text in texts)
    assert any(text == "A need met. They offer hall, which it needs." for text in texts)


def test_a_body_is_told_no_reason_that_rests_on_what_it_may_not_read(town):
    for member in town[2]:
        knows(member, needs=["hall"], offers=["hall"])
    run = a_finished_grouping(town[0])
    hidden = dict.fromkeys(introductions.BEHIND, "coordinators")
    run.meetings = run.meetings | {"visibility": dict.fromkeys(run.meetings["visibility"], hidden)}
    assert any(one.meets for one in show_introductions(run, "coordinators").rows)
    assert not any(one.meets for one in show_introductions(run, "infrastructure").rows)


def test_how_near_two_are_is_told_to_those_who_may_know_where_they_are_based(town):
    run = a_finished_grouping(town[0])
    near = {
        audience: [
            other.near for one in show_introductions(run, audience).rows for other in one.meets
        ]
        for audience in ("coordinators", "infrastructure")
    }
    assert any(near["coordinators"])
    assert not any(near["infrastructure"])


@pytest.mark.usefixtures("nobody_by_lot")
def test_two_who_cannot_work_together_are_in_neither_list_and_no_other_list_changes(town):
    partnership, _, members = town
    before = a_finished_grouping(partnership)
    groups, found = before.outcome["consortia"], lists(before)
    sayer, named = next((key, others[0]) for key, others in found.items() if others)
    by_slug = {member.slug: member for member in members}
    excludes(by_slug[sayer], by_slug[named])
    after = a_finished_grouping(partnership)
    assert after.outcome["consortia"] == groups, "the premise: no group changes"
    changed = lists(after)
    assert named not in changed[sayer]
    assert sayer not in changed[named]
    assert {key for key in found if found[key] != changed[key]} <= {sayer, named}


def test_the_lot_drops_one_pair_in_five_the_same_way_each_time_and_by_the_secret():
    pairs = [(f"org-{n}", f"org-{m}") for n in range(80) for m in range(n)]
    drawn = {
        secret: [introductions.is_dropped(pair, secret) for pair in pairs] for secret in ("a", "b")
    }
    for secret, lots in drawn.items():
        assert 0.17 < sum(lots) / len(lots) < 0.23
        assert lots == [introductions.is_dropped(pair, secret) for pair in pairs]
    assert drawn["a"] != drawn["b"]


def test_who_is_dropped_by_lot_reads_like_who_is_excluded(town, monkeypatch):
    monkeypatch.setattr(introductions, "is_dropped", lambda pair, secret: True)
    run = a_finished_grouping(town[0])
    found = show_introductions(run, "coordinators")
    assert found.total == 14
    assert not any(one.meets or one.silent for one in found.rows)


def test_silence_is_said_and_gives_no_reason(town):
    quiet = a_participation(town[0], name="Quiet Corner")
    found = told(a_finished_grouping(town[0]), quiet.slug)
    assert (found.silent, found.meets, found.groups) == (True, (), ())
    assert "their themes" in found.unknown


def test_one_that_has_left_has_no_row_and_is_in_no_list(town):
    run = a_finished_grouping(town[0])
    gone = next(key for others in lists(run).values() for key in others)
    next(member for member in town[2] if member.slug == gone).left_at = now()
    db.session.flush()
    found = show_introductions(run, "coordinators")
    assert found.everybody == 13
    assert "An organisation that has left" not in {
        other.name for one in found.rows for other in one.meets
    }
    assert told(run, gone) is None


def test_lists_are_found_by_name_and_come_by_the_page(town, monkeypatch):
    monkeypatch.setattr("portal.consortia.introducing.ROWS_A_PAGE", 4)
    run = a_finished_grouping(town[0])
    last = show_introductions(run, "coordinators", number=99)
    assert (last.number, last.pages, len(last.rows)) == (4, 4, 2)
    found = show_introductions(run, "coordinators", "club 12")
    assert [one.name for one in found.rows] == ["hillside club 12"]
    assert show_introductions(run, "coordinators", "nobody").rows == []


def test_among_too_many_there_are_no_lists(town, monkeypatch):
    monkeypatch.setattr(introductions, "MOST_ORGANISATIONS", 13)
    assert a_finished_grouping(town[0]).meetings is None


def test_the_latest_grouping_with_lists_stands_beside_profiles(town):
    assert get_latest_with_meetings(town[0]) is None
    first = a_finished_grouping(town[0])
    assert get_latest_with_meetings(town[0]).id == first.id
    assert told(first, town[2][0].slug).name == "hillside club 0"
