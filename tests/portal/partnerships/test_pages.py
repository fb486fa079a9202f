"""The pages of a partnership: public, overview, settings."""

import pytest
import sqlalchemy as sa

from portal.accounts.service import make_administrator
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.models.places import Area
from portal.organisations.service import add_organisation
from portal.partnerships import service
from tests.portal.factories import (
    a_member,
    a_participation,
    a_partnership,
    a_person,
    a_theme,
    an_area,
)
from tests.portal.partnerships.factories import one_that_told

SETTINGS = "/p/hillside/settings"


@pytest.fixture
def hillside(app, sign_in):
    for code, name in (("E1", "Ash"), ("E2", "Birch")):
        an_area(code, name, parent="D1")
    an_area("D1", "Hill District", kind="district", parent=None)
    hillside = a_partnership()
    a_member(hillside, person=a_person("coordinator@example.org"))
    db.session.commit()
    sign_in("coordinator@example.org")
    return hillside


def themes(partnership, **options):
    db.session.expire_all()
    return [theme.label for theme in service.list_themes(partnership, **options)]


def areas(partnership):
    db.session.expire_all()
    return [(row.area.name, row.part) for row in service.list_areas(partnership)]


def test_the_public_page_says_what_it_is_for_and_hides_small_numbers(app, client):
    hillside = a_partnership()
    hillside.purpose, hillside.contact = "Playing on <the> hill.", "hello@example.org"
    for _ in range(4):
        a_participation(hillside)
    db.session.commit()
    page = client.get("/p/hillside/").text
    assert "Playing on &lt;the&gt; hill." in page
    assert "hello@example.org" in page
    assert "Fewer than 5" in page
    a_participation(hillside)
    db.session.commit()
    assert "<b>5</b>" in client.get("/p/hillside/").text


def test_an_empty_overview_says_how_to_begin(client, hillside):
    assert "No organisations yet" in client.get("/p/hillside/overview").text
    a_participation(hillside)
    db.session.commit()
    assert "The quilt has no frame yet" in client.get("/p/hillside/overview").text


def test_the_overview_shows_the_four_shapes_and_says_them_in_words(client, hillside):
    for code, label in (("play", "Play"), ("arts", "Arts")):
        a_theme(hillside, code, label)
    service.add_areas(hillside, ["E1", "E2"], "North")
    one_that_told(hillside, {"play": 1.0}, ["E1"])
    a_participation(hillside)
    db.session.commit()
    page = client.get("/p/hillside/overview").text
    assert "From what 1 of 2 organisations told us" in page
    assert "1 organisation has not answered" in page
    assert 'href="/p/hillside/organisations?theme=play&amp;area=E1"' in page
    for shape in ("pw-patch--one", "pw-patch--gap", "pw-patch--unknown"):
        assert shape in page
    plain = client.get("/p/hillside/overview?part=North&plain=1").text
    assert "One provider only, 50% of what is wanted" in plain
    assert "Nobody who answered works here" in plain
    assert "Not known yet: nobody has told us" in plain


@pytest.mark.parametrize("part", ["North", "all", "Nowhere", "<b>", ""])
def test_any_part_in_the_address_gives_a_page(client, hillside, part):
    a_theme(hillside)
    service.add_areas(hillside, ["E1"], "North")
    a_participation(hillside)
    db.session.commit()
    assert client.get("/p/hillside/overview", query_string={"part": part}).status_code == 200


def test_settings_say_what_is_still_to_do(client, hillside):
    page = client.get(SETTINGS).text
    assert page.count("To do") == 3
    a_theme(hillside)
    db.session.commit()
    assert client.get(SETTINGS).text.count("To do") == 2


def test_name_purpose_and_contact_are_changed(client, hillside):
    client.post(
        f"{SETTINGS}/description", data={"name": "Hill", "purpose": "Play.", "contact": "x"}
    )
    db.session.expire_all()
    assert (hillside.name, hillside.purpose, hillside.slug) == ("Hill", "Play.", "hillside")


def test_themes_are_added_changed_moved_retired_and_brought_back(client, hillside):
    at = f"{SETTINGS}/themes"
    client.post(f"{at}/new", data={"label": "Play", "hint": "Outdoors"})
    client.post(at, data={"lines": "Arts: making\nplay\nSport"})
    assert themes(hillside) == ["Play", "Arts", "Sport"]
    play = service.list_themes(hillside)[0].id
    client.post(f"{at}/{play}", data={"label": "Open-access play", "hint": ""})
    client.post(f"{at}/{play}/down")
    assert themes(hillside) == ["Arts", "Open-access play", "Sport"]
    client.post(f"{at}/{play}/retire")
    assert themes(hillside) == ["Arts", "Sport"]
    assert "is retired. You can bring it back below." in client.get(at).text
    client.post(f"{at}/{play}/restore")
    assert themes(hillside) == ["Arts", "Sport", "Open-access play"]


def test_a_wrong_theme_is_answered_at_its_field_and_what_was_typed_is_kept(client, hillside):
    a_theme(hillside, label="Play")
    db.session.commit()
    page = client.post(f"{SETTINGS}/themes/new", data={"label": "play", "hint": "Kept words"}).text
    assert "in the list already" in page
    assert "Kept words" in page


def test_resources_have_no_hint(client, hillside):
    client.post(f"{SETTINGS}/resources/new", data={"label": "A hall", "hint": "x", "code": "y"})
    [hall] = service.list_resources(hillside)
    assert (hall.label, hall.code) == ("A hall", "a-hall")


def test_a_theme_of_another_partnership_is_not_there(client, hillside):
    theme = a_theme(a_partnership("valley", "Valley"))
    db.session.commit()
    assert client.get(f"{SETTINGS}/themes/{theme.id}").status_code == 404
    assert client.post(f"{SETTINGS}/themes/{theme.id}/retire").status_code == 404
    assert client.get(f"/p/valley/settings/themes/{theme.id}").status_code == 404


def test_a_theme_is_no_resource(client, hillside):
    theme = a_theme(hillside)
    db.session.commit()
    assert client.get(f"{SETTINGS}/resources/{theme.id}").status_code == 404


def test_areas_are_added_moved_taken_out_and_brought_back(client, hillside):
    add = f"{SETTINGS}/areas/add?district=D1"
    assert "Ash" in client.get(add).text
    client.post(add, data={"codes": ["E1"], "part": "North", "act": "ticked"})
    client.post(add, data={"part": "South", "act": "all"})
    assert areas(hillside) == [("Ash", "South"), ("Birch", "South")]
    client.post(f"{SETTINGS}/areas", data={"codes": ["E2"], "part": "North", "act": "part"})
    client.post(f"{SETTINGS}/areas", data={"codes": ["E1"], "act": "remove"})
    assert areas(hillside) == [("Birch", "North")]
    client.post(f"{SETTINGS}/areas", data={"codes": ["E1"], "act": "restore"})
    assert len(areas(hillside)) == 2


def test_without_places_the_areas_pages_name_the_files_and_the_commands(client, hillside):
    assert "places import" not in client.get(f"{SETTINGS}/areas").text
    db.session.execute(sa.delete(Area))
    db.session.commit()
    for page in ("areas", "areas/add"):
        text = client.get(f"{SETTINGS}/{page}").text
        assert ".venv/bin/flask places import wards.csv" in text
        assert "Local Authority Districts … Boundaries UK" in text
        assert "Choose a district" not in text


def test_areas_that_are_not_on_the_page_are_not_taken(client, hillside):
    an_area("E9", "Far away", parent="D9")
    db.session.commit()
    add = f"{SETTINGS}/areas/add?district=D1"
    assert "to put right" in client.post(add, data={"codes": ["E9"], "act": "ticked"}).text
    assert "to put right" in client.post(f"{SETTINGS}/areas", data={"act": "remove"}).text
    assert areas(hillside) == []


def test_a_district_that_is_not_there_is_not_found(client, hillside):
    assert client.get(f"{SETTINGS}/areas/add?district=nowhere").status_code == 404


def test_people_are_invited_changed_and_removed(client, hillside):
    at = f"{SETTINGS}/people"
    client.post(at, data={"email": "vi@example.org", "role": "viewer"})
    vi = next(m for m in service.list_members(hillside) if m.role == "viewer")
    assert "/sign-in" in db.session.scalar(sa.select(OutgoingEmail)).body
    client.post(f"{at}/{vi.id}", data={"role": "coordinator"})
    assert "Remove vi@example.org?" in client.get(f"{at}/{vi.id}/remove").text
    assert client.post(f"{at}/{vi.id}/remove").location == at
    assert [m.person.email for m in service.list_members(hillside)] == ["coordinator@example.org"]


def test_the_last_coordinator_stays(client, hillside):
    [member] = service.list_members(hillside)
    at = f"{SETTINGS}/people/{member.id}"
    assert "at least one coordinator" in client.post(f"{at}/remove").text
    assert "at least one coordinator" in client.post(at, data={"role": "viewer"}).text
    assert len(service.list_members(hillside)) == 1


def test_who_removes_themselves_is_shown_out(client, hillside):
    a_member(hillside)
    db.session.commit()
    listed = service.list_members(hillside)
    [mine] = [one for one in listed if one.person.email == "coordinator@example.org"]
    assert client.post(f"{SETTINGS}/people/{mine.id}/remove").location == "/mine"
    assert client.get(SETTINGS).status_code == 404


@pytest.mark.parametrize("role", ["administrator", "owner", "", "coordinator;viewer"])
def test_no_other_role_can_be_had(client, hillside, role):
    page = client.post(f"{SETTINGS}/people", data={"email": "vi@example.org", "role": role})
    assert "to put right" in page.text
    assert len(service.list_members(hillside)) == 1


def test_an_administrator_makes_a_partnership_and_sees_no_answers(app, client, sign_in):
    make_administrator("admin@example.org")
    db.session.commit()
    sign_in("admin@example.org")
    made = client.post(
        "/partnerships/new",
        data={"name": "Hill & Dale", "coordinator": "ada@example.org", "role": "administrator"},
    )
    assert made.location == "/p/hill-dale/settings"
    assert client.get(made.location).status_code == 200
    assert "Hill &amp; Dale" in client.get("/partnerships").text
    add_organisation(service.get_partnership("hill-dale"), "Moor Club")
    db.session.commit()
    for page in ("overview", "organisations", "organisations/1"):
        assert client.get(f"/p/hill-dale/{page}").status_code == 404


@pytest.mark.parametrize(
    "page",
    ["description", "themes", "themes/new", "resources/new", "areas", "people"],
)
def test_a_post_without_any_field_is_answered_and_changes_nothing(client, hillside, page):
    answer = client.post(f"{SETTINGS}/{page}")
    assert answer.status_code in {200, 302}
    assert hillside.name == "Hillside Partnership"
    assert themes(hillside) == areas(hillside) == []


def test_a_taken_address_is_answered_at_its_field(app, client, sign_in):
    a_partnership()
    make_administrator("admin@example.org")
    db.session.commit()
    sign_in("admin@example.org")
    page = client.post("/partnerships/new", data={"name": "Hill", "slug": "hillside"}).text
    assert "Another partnership has the address" in page
