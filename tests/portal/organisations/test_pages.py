"""Profiles show each reader what is for them, and their owners change them."""

import pytest

from portal.models.base import db
from portal.organisations.history import change_fact
from portal.organisations.profiles import (
    Source,
    get_current,
    get_profile,
    narrow,
    state_exclusions,
    state_fact,
)
from portal.organisations.service import add_editor, add_organisation, find_by_name
from portal.organisations.ties import TIES, state_ties
from tests.portal.factories import a_member, a_person
from tests.portal.organisations.factories import a_town

SECRET = "canary-of-the-engine"


@pytest.fixture
def town(app):
    """A partnership with an organisation that told much, and people in each role."""
    town = a_town()
    club = add_organisation(town, "Moor Club", contact_name="Sam", contact_email="sam@example.org")
    other, rival = (add_organisation(town, name) for name in ("Hill Club", "Rival Club"))
    answer = Source("response", stated_by="Sam Speaker")
    state_fact(club, "summary", "We play.", answer)
    state_fact(club, "needs", ["hall"], answer)
    state_fact(club, "turnover", 85_000, answer)
    state_fact(club, "base", {"postcode": "M401AB", "lat": 53.5, "lon": -2.2}, answer)
    state_fact(club, "networks", [SECRET], answer, "engine")
    state_ties(club, {other.id: 0.75}, answer)
    state_ties(rival, {club.id: 0.25}, answer)
    state_exclusions(club, [rival.id], answer)
    for role in ("coordinator", "viewer"):
        a_member(town, role, a_person(f"{role}@example.org"))
    add_editor(club.organisation, "owner@example.org", "owner")
    add_editor(other.organisation, "other@example.org", "owner")
    db.session.commit()
    return town


@pytest.fixture
def club(town):
    return find_by_name(town, "Moor Club")


@pytest.fixture
def at(club):
    return f"/p/town/organisations/{club.organisation_id}"


def value(club, field):
    db.session.expire_all()
    return get_profile(club).value(field)


def test_a_coordinator_reads_everything_but_the_engine_s(client, sign_in, at):
    sign_in("coordinator@example.org")
    page = client.get(at).text
    for words in ("We play.", "A hall", "£85,000", "M40 1AB", "sam@example.org", "Hill Club"):
        assert words in page
    assert SECRET not in page
    assert "Cannot work with" not in page


def test_an_infrastructure_body_reads_less(client, sign_in, at):
    sign_in("viewer@example.org")
    page = client.get(at).text
    assert "£85,000" in page
    for words in ("M40 1AB", "sam@example.org", "Sam Speaker", SECRET, "Cannot work with"):
        assert words not in page
    assert "Most groups at once" not in page


def test_its_own_people_read_all_of_it_and_whom_they_cannot_work_with(client, sign_in, at):
    sign_in("owner@example.org")
    page = client.get(at).text
    for words in ("£85,000", "M40 1AB", SECRET, "Cannot work with", "Rival Club", "Hill Club"):
        assert words in page


def test_its_own_people_do_not_read_what_others_say_of_it(client, sign_in, at):
    sign_in("owner@example.org")
    assert "The other side" not in client.get(at).text
    sign_in("viewer@example.org")
    assert "The other side says: know of each other" in client.get(at).text


def test_ties_are_read_on_both_pages_by_those_whom_their_teller_agreed_to(
    client, sign_in, town, club, at
):
    hill = find_by_name(town, "Hill Club")
    narrow(club, TIES, "coordinators")
    db.session.commit()
    pages = (at, f"/p/town/organisations/{hill.organisation_id}")
    sign_in("viewer@example.org")
    assert all("oint activity" not in client.get(page).text for page in pages)
    sign_in("coordinator@example.org")
    assert all("oint activity" in client.get(page).text for page in pages)
    sign_in("owner@example.org")
    assert "Joint activity" in client.get(at).text
    assert "Coordinators see this. You tell it in a survey." in client.get(at).text


def test_another_organisation_does_not_open_it(client, sign_in, at):
    sign_in("other@example.org")
    for page in ("", "/history/summary", "/profile/summary", "/edit", "/people"):
        assert client.get(at + page).status_code == 404


def test_silence_is_shown_as_not_known_yet(client, sign_in, at):
    sign_in("coordinator@example.org")
    assert "Not known yet" in client.get(at).text


def test_the_history_of_a_fact_shows_every_word(client, sign_in, club, at):
    sign_in("coordinator@example.org")
    state_fact(club, "turnover", 90_000, Source("import"))
    db.session.commit()
    page = client.get(f"{at}/history/turnover").text
    assert page.index("£90,000") < page.index("£85,000")
    assert "To settle" in page


@pytest.mark.parametrize("last", ["kept back", "not known"])
def test_others_read_no_history_of_what_they_may_read_no_longer(client, sign_in, club, at, last):
    if last == "kept back":
        narrow(club, "turnover", "coordinators")
    else:
        change_fact(club, "turnover", None, Source("typed"), get_current(club, "turnover").id)
    db.session.commit()
    sign_in("viewer@example.org")
    assert client.get(f"{at}/history/turnover").status_code == 404
    sign_in("owner@example.org")
    assert "£85,000" in client.get(f"{at}/history/turnover").text


@pytest.mark.parametrize("field", ["networks", "staff", "nothing"])
def test_there_is_no_history_of_what_one_may_not_read_or_nobody_said(client, sign_in, at, field):
    sign_in("coordinator@example.org")
    assert client.get(f"{at}/history/{field}").status_code == 404


def test_the_owner_changes_a_field(client, sign_in, club, at):
    sign_in("owner@example.org")
    client.post(f"{at}/profile/staff", data={"value": "4", "seen": ""})
    assert value(club, "staff") == 4
    assert get_profile(club).facts["staff"].source == "typed"


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        ("themes", {"theme-play": "0.6", "theme-arts": "0"}, {"play": 0.6}),
        ("areas", {"value": ["E1", "E3"]}, ["E1", "E3"]),
        ("ages", {"value": ["8-12"]}, ["8-12"]),
        ("offers", {"none": "y"}, []),
        ("can_lead", {"value": "no"}, False),
        ("kind", {"value": "club"}, "club"),
    ],
)
def test_each_kind_of_field_is_changed_by_its_form(
    client, sign_in, club, at, field, typed, expected
):
    sign_in("owner@example.org")
    answer = client.post(f"{at}/profile/{field}", data={"seen": "", **typed})
    assert answer.status_code == 302, answer.text
    assert value(club, field) == expected


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("areas", {"value": ["E9"]}),
        ("ages", {"value": ["90-99"]}),
        ("can_lead", {"value": "perhaps"}),
        ("staff", {"value": "many"}),
        ("themes", {"theme-play": "7"}),
        ("themes", {"theme-nothing": "1"}),
    ],
)
def test_what_is_not_on_the_form_is_not_taken(client, sign_in, club, at, field, typed):
    sign_in("owner@example.org")
    answer = client.post(f"{at}/profile/{field}", data={"seen": "", **typed})
    assert "to put right" in answer.text
    assert value(club, field) is None


def test_a_field_is_taken_back(client, sign_in, club, at):
    sign_in("owner@example.org")
    seen = get_profile(club).facts["turnover"].id
    client.post(f"{at}/profile/turnover", data={"act": "forget", "seen": str(seen)})
    assert value(club, "turnover") is None


def test_a_change_on_top_of_somebody_else_s_shows_both(client, sign_in, club, at):
    sign_in("owner@example.org")
    answer = client.post(f"{at}/profile/turnover", data={"value": "90000", "seen": "1"})
    assert answer.status_code == 409
    assert value(club, "turnover") == 85_000


def test_fields_that_nobody_types_have_no_form(client, sign_in, at):
    sign_in("owner@example.org")
    for field in ("ties_known", "exclusions", "state"):
        assert client.get(f"{at}/profile/{field}").status_code == 404


@pytest.mark.parametrize(("choice", "expected"), [("accept", 90_000), ("keep", 85_000)])
def test_the_owner_settles_a_difference(client, sign_in, club, at, choice, expected):
    fact = state_fact(club, "turnover", 90_000, Source("import"))
    db.session.commit()
    sign_in("owner@example.org")
    assert "1 difference to settle" in client.get(at).text
    client.post(f"{at}/differences/{fact.id}/{choice}")
    assert value(club, "turnover") == expected
    assert client.post(f"{at}/differences/{fact.id}/{choice}").status_code == 404


def test_the_coordinator_does_not_settle_for_them(client, sign_in, club, at):
    fact = state_fact(club, "turnover", 90_000, Source("import"))
    db.session.commit()
    sign_in("coordinator@example.org")
    assert client.post(f"{at}/differences/{fact.id}/accept").status_code == 404


def test_hidden_fields_change_nothing_else(client, sign_in, club, at):
    sign_in("owner@example.org")
    extra = {
        "partnership_id": 9,
        "organisation_id": 9,
        "visibility": "public",
        "id": 1,
        "slug": "x",
    }
    client.post(f"{at}/profile/staff", data={"value": "4", "seen": "", **extra})
    client.post(f"{at}/edit", data={"name": "Moor Club", **extra})
    db.session.expire_all()
    assert get_profile(club).facts["staff"].visibility == "infrastructure"
    assert (club.slug, club.partnership.slug) == ("org-0001", "town")


def test_leaving_and_coming_back(client, sign_in, club, at):
    sign_in("coordinator@example.org")
    assert "Has Moor Club left?" in client.get(f"{at}/leave").text
    client.post(f"{at}/leave")
    assert "Has left." in client.get(at).text
    assert "Moor Club" not in client.get("/p/town/organisations").text
    assert "Moor Club" in client.get("/p/town/organisations?left=yes").text
    client.post(f"{at}/return")
    assert "Moor Club" in client.get("/p/town/organisations").text


def test_an_organisation_that_left_is_closed_to_its_people_and_viewers(client, sign_in, at):
    sign_in("coordinator@example.org")
    client.post(f"{at}/leave")
    for who in ("owner@example.org", "viewer@example.org"):
        sign_in(who)
        assert client.get(at).status_code == 404


def test_the_owner_invites_and_an_editor_may_not(client, sign_in, club, at):
    sign_in("owner@example.org")
    client.post(f"{at}/people", data={"email": "edi@example.org", "role": "editor"})
    sign_in("edi@example.org")
    page = client.post(f"{at}/people", data={"email": "x@example.org", "role": "owner"})
    assert "Only an owner" in page.text
    assert "x@example.org" not in client.get(f"{at}/people").text.split("Invite somebody")[0]
