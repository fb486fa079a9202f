"""What is worked out about each group when a run ends: on both databases, once, privately."""

import pytest

from portal.consortia import accounts, showing
from portal.consortia.service import start_again
from portal.consortia.words import TERMS
from portal.models.base import db
from tests.portal.consortia.factories import a_town, excludes
from tests.portal.consortia.runs import a_finished_grouping, a_finished_run, carried_out

pytestmark = pytest.mark.usefixtures("app")
REASONED = ("quality", "shares", "worst", "unknowns")


@pytest.fixture
def town():
    return a_town(10)


def without_replacements(account):
    """Give what rests on everything but exclusions."""
    brings = [{name: one[name] for name in one if name != "instead"} for one in account["brings"]]
    return {name: account[name] for name in REASONED} | {"brings": brings}


def offered(run, number=1):
    """Give for each member of a group whom the page could name in its place."""
    brings = run.picture["groups"][number - 1]["brings"]
    return {one["id"]: [option["id"] for option in one["instead"]] for one in brings}


def test_the_account_of_a_group_makes_up_its_quality(town):
    run = a_finished_run(town[0], town[1])
    for group, account in zip(run.outcome["consortia"], run.picture["groups"], strict=True):
        assert account["quality"] == pytest.approx(group["quality"], abs=1e-6)
        points = sum(one["points"] for one in account["shares"])
        assert points == pytest.approx(group["quality"], abs=1e-5)
        assert [one["name"] for one in account["shares"]] == list(TERMS)
        assert [one["id"] for one in account["brings"]] == group["members"]
        assert account["worst"]["id"] in group["members"]
        assert {one["id"] for one in account["unknowns"]} <= set(group["members"])
        assert all(one["reasons"] for one in account["brings"])


def test_up_to_three_outsiders_are_offered_for_each_member_best_first(town):
    run = a_finished_run(town[0], town[1])
    members = set(run.outcome["consortia"][0]["members"])
    for brings in run.picture["groups"][0]["brings"]:
        changes = [option["change"] for option in brings["instead"]]
        assert 1 <= len(changes) <= 3
        assert changes == sorted(changes, reverse=True)
        assert not members & {option["id"] for option in brings["instead"]}
        assert {option["id"] for option in brings["instead"]} <= run.picture["visibility"].keys()


def test_two_who_cannot_work_together_are_never_offered_together(town):
    partnership, wards, members = town
    run = a_finished_run(partnership, wards)
    by_slug = {member.slug: member for member in members}
    before = offered(run)
    stays, candidate = next(
        (other, option)
        for key, options in before.items()
        for option in options
        for other in before
        if other != key and option in before[other]
    )
    excludes(by_slug[candidate], by_slug[stays])
    again = carried_out(start_again(run))
    assert again.outcome["consortia"][0] == run.outcome["consortia"][0], "the premise: same group"
    after = offered(again)
    assert [key for key, options in after.items() if candidate in options] == [stays]


def test_no_reason_changes_where_somebody_is_excluded(town):
    partnership, wards, members = town
    run = a_finished_run(partnership, wards)
    by_slug = {member.slug: member for member in members}
    inside = run.outcome["consortia"][0]["members"]
    for outside in set(by_slug) - set(inside):
        excludes(by_slug[outside], by_slug[inside[0]])
    again = carried_out(start_again(run))
    assert again.outcome["consortia"][0] == run.outcome["consortia"][0], "the premise: same group"
    told, kept = run.picture["groups"][0], again.picture["groups"][0]
    assert without_replacements(told) == without_replacements(kept)
    assert told != kept


def test_nobody_is_looked_for_beyond_the_bound_and_reasons_stay(town, monkeypatch):
    monkeypatch.setattr(accounts, "MOST_LOOKED_AT", 10)
    run = a_finished_grouping(town[0])
    first, *rest = run.picture["groups"]
    assert rest, "the premise: more than one group"
    assert all("instead" in one for one in first["brings"])
    assert not any("instead" in one for account in rest for one in account["brings"])
    assert all(one["reasons"] for account in rest for one in account["brings"])


def test_a_page_works_nothing_out(town, monkeypatch):
    run = a_finished_run(town[0], town[1])
    db.session.commit()

    def never(*_args, **_options):
        raise AssertionError("a page asked the engine")

    monkeypatch.setattr(accounts, "explain", never)
    shown = showing.show_group(run, 1, "coordinators")
    assert shown.why.shares
    assert all(member.instead for member in shown.card.members)
