"""The page of one suggested group: why it was suggested, as each kind of reader meets it."""

import copy
import re

import pytest
import sqlalchemy as sa

from portal.models.base import db, now
from portal.models.organisations import ProfileFact
from portal.surveys.service import create_survey, open_survey
from portal.web.policy import PARTICIPANT, RULES
from survey import registration_definition
from tests.portal.consortia.factories import a_town, knows, ties
from tests.portal.consortia.runs import a_finished_grouping, a_finished_run
from tests.portal.factories import a_member, a_participation, a_resource, an_editorship
from tests.portal.pages import words

RANGE = re.compile(r"this group could be worth \d+ to \d+\.")


@pytest.fixture
def town(app):
    partnership, wards, members = a_town(10)
    a_resource(partnership, "hall", "A hall or room")
    return partnership, wards, members


@pytest.fixture
def run(town):
    return a_finished_run(town[0], town[1])


@pytest.fixture
def read(client, town, sign_in):
    """Read the page of a group as somebody with a role in the partnership."""

    def as_role(run, role="viewer", number=1):
        sign_in(a_member(town[0], role).person.email)
        place = "briefs" if run.kind == "brief" else "groups"
        return client.get(f"/p/hillside/{place}/run/{run.id}/group/{number}")

    return as_role


def hide(town, field, visibility="coordinators"):
    """Let a fact of everybody be read by fewer."""
    ids = [member.id for member in town[2]]
    change = sa.update(ProfileFact).where(
        ProfileFact.field == field, ProfileFact.participation_id.in_(ids)
    )
    db.session.execute(change.values(visibility=visibility))


def test_a_group_says_in_short_why_and_what_would_be_missed_most(run, read):
    page = words(read(run))
    quality = round(run.outcome["consortia"][0]["quality"] * 100)
    assert re.search(r"Covers (everything that|\d of 4 in full)", page)
    assert f"Most of its {quality} points come from “" in page
    assert re.search(rf"If any one drops out, at worst .+: \d+ of {quality} points", page)
    assert f"Where the {quality} points come from" in page


def test_each_member_has_its_best_replacements_with_names_and_points(run, read, town):
    page = words(read(run))
    names = {member.slug: member.organisation.name for member in town[2]}
    for brings in run.picture["groups"][0]["brings"]:
        assert f"If {names[brings['id']]} dropped out" in page
        for option in brings["instead"]:
            assert names[option["id"]] in page
    assert page.count("Who could take its place") == len(run.picture["groups"][0]["brings"])
    assert "Whoever could take a place keeps every rule of this group." in page


def test_codes_become_names_and_labels(town, read):
    for member in town[2][1:]:
        knows(member, offers=[], needs=["hall"])
    run = a_finished_run(town[0], town[1])
    page = words(read(run, "coordinator"))
    assert "a hall or room" in page
    for raw in ("org-", "E05", " hall,", "needed_to_lead", "added_value", "None"):
        assert raw not in page


def test_what_is_not_known_is_told_with_what_it_could_change(town, read):
    db.session.execute(sa.delete(ProfileFact).where(ProfileFact.field == "spare_days"))
    run = a_finished_grouping(town[0])
    page = words(read(run))
    assert "Spare days: not known yet" in page
    assert RANGE.search(page)
    assert "What is not known is never taken for a no." in page


def test_coordinators_find_the_way_to_ask_and_others_none(town, run, read):
    survey = create_survey(town[0], "Autumn", registration_definition("Hillside"))
    open_survey(survey)
    db.session.commit()
    link = re.compile(r'<a class="pw-unknown" href="(/p/hillside/[^"]+)"')
    found = link.findall(read(run, "coordinator").text)
    assert found
    assert all("/surveys/autumn/organisations/" in at for at in found)
    assert link.findall(read(run, "viewer").text) == []


def test_somebody_who_speaks_for_a_member_fills_in_what_is_asked(town, run, client, sign_in):
    viewer = a_member(town[0], "viewer").person
    first = run.outcome["consortia"][0]["members"][0]
    own = next(member for member in town[2] if member.slug == first)
    an_editorship(own.organisation, viewer)
    sign_in(viewer.email)
    page = client.get(f"/p/hillside/briefs/run/{run.id}/group/1").text
    found = re.findall(r'<a class="pw-unknown" href="(/p/[^"]+)"', page)
    assert f"/p/hillside/organisations/{own.organisation_id}/profile/networks" in found
    assert all(f"/organisations/{own.organisation_id}/profile/" in at for at in found)
    for at in found:
        assert client.get(at).status_code == 200


def test_one_that_has_left_is_neither_offered_nor_asked(town, run, read):
    brings = run.picture["groups"][0]["brings"]
    offered = brings[0]["instead"][0]["id"]
    members = {member.slug: member for member in town[2]}
    for key in (offered, brings[1]["id"]):
        members[key].left_at = now()
    db.session.commit()
    page = words(read(run))
    assert members[offered].organisation.name not in page
    assert members[brings[1]["id"]].organisation.name not in page
    assert "If An organisation that has left dropped out" in page


@pytest.mark.parametrize(
    ("field", "telling", "preset"),
    [
        ("spare_days", r"days? a week", "Balanced"),
        ("turnover", r"turnover is below|Counts as small|small organisations asked", "Balanced"),
        ("base", r"\d km\b|Near the others", "By place"),
        ("offers", r"offers a hall|Fits with needs", "Balanced"),
        ("needs", r"offers a hall|Fits with needs", "Balanced"),
        ("ties_known", r"Works with", "Build on ties"),
        ("can_lead", r"Needed as lead|known to be able to lead", "Balanced"),
        ("areas", r"The only one for|Covers [A-Z]", "Balanced"),
    ],
)
@pytest.mark.walk
def test_a_fact_that_infrastructure_bodies_may_not_read_is_not_told_to_them(
    town, read, field, telling, preset
):
    # One of them stands out in everything, so that each fact is a reason somewhere.
    for number, member in enumerate(town[2]):
        alone = number == 1
        knows(member, turnover=50_000 if alone else 500_000, can_lead=alone, ties_known=True)
        knows(member, offers=["hall"] if alone else [], needs=[] if alone else ["hall"])
    ties(town[2][1], *town[2][2:])
    hide(town, field, "infrastructure")
    assert re.search(telling, everything(town, read, "viewer", preset)), "the premise: it is told"
    hide(town, field)
    assert not re.search(telling, everything(town, read, "viewer", preset))
    assert re.search(telling, everything(town, read, "coordinator", preset))


def everything(town, read, role, preset):
    """Give what somebody reads of all groups that a brief now gets, but for what it asks for."""
    run = a_finished_run(town[0], town[1], days=4.0, small=1, preset=preset)
    numbers = range(1, 1 + len(run.outcome["consortia"]))
    return " ".join(words(read(run, role, number)) for number in numbers)


def test_an_organisation_would_read_words_and_no_figure(town, run, client, sign_in, monkeypatch):
    monkeypatch.setitem(RULES, "consortia.group", PARTICIPANT)
    sign_in(an_editorship(town[2][0].organisation).person.email)
    page = words(client.get(f"/p/hillside/briefs/run/{run.id}/group/1"))
    seven = page[page.index("Seven qualities") :]
    assert re.search(r"Covers the need (low|fair|good|strong)", seven)
    assert "Strongest in “" in page
    for figure in (r"of 100", r"\d points?\b", r"worth \d", r"\d%,? not", r"could take its place",
                   r"Without it the group loses"):  # fmt: skip
        assert not re.search(figure, page), figure


def test_a_run_from_before_reasons_were_kept_is_shown_with_less(run, read):
    picture = copy.deepcopy(run.picture)
    for account in picture["groups"]:
        for name in ("quality", "shares", "worst", "unknowns"):
            del account[name]
        for brings in account["brings"]:
            del brings["reasons"], brings["instead"]
    run.picture = picture
    db.session.commit()
    page = words(read(run))
    assert "Without it the group loses" in page
    assert "is from before that was done" in page
    assert "Networks: not known yet" in page
    assert "If any one drops out" not in page


def test_in_an_open_grouping_replacements_say_where_they_are_now(town, read):
    a_participation(town[0], name="Quiet Corner")
    run = a_finished_grouping(town[0])
    page = words(read(run))
    assert re.search(r"In group \d now|In no group yet", page)
    assert "what that would mean for other groups is not looked at" in page
    assert "of a full breadth in one district" in page
