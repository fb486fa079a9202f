"""The front page, the pages about Patchwork, and what is one's own."""

import pytest

from portal.accounts.service import make_administrator
from portal.models.base import db
from portal.organisations.profiles import Source, state_fact
from portal.organisations.service import add_editor, add_organisation
from portal.surveys.service import create_survey, open_survey
from survey import registration_definition
from tests.portal.factories import a_member, a_partnership, a_person

ABOUT = ("how-suggestions-work", "accessibility", "privacy", "contact")


def test_the_front_page_lists_the_partnerships(app, client):
    assert "None yet." in client.get("/").text
    a_partnership(name="Hill <b>")
    db.session.commit()
    page = client.get("/").text
    assert "Hill &lt;b&gt;" in page
    assert 'href="/p/hillside/"' in page


@pytest.mark.parametrize("page", ABOUT)
def test_each_page_of_the_footer_is_there_and_has_one_heading(app, client, page):
    answer = client.get(f"/about/{page}")
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


def test_the_accessibility_statement_does_not_claim_what_nobody_has_checked(app, client):
    assert "No person has audited Patchwork yet" in client.get("/about/accessibility").text


@pytest.mark.parametrize("page", ["nothing", "../secret_key", "about", "how_suggestions_work"])
def test_other_pages_about_it_are_not_there(app, client, page):
    assert client.get(f"/about/{page}").status_code == 404


def test_the_contact_page_names_whom_partnerships_name(app, client):
    a_partnership().contact = "hello@example.org"
    db.session.commit()
    assert "hello@example.org" in client.get("/about/contact").text


def test_who_coordinates_one_partnership_goes_straight_to_it(app, client, sign_in):
    a_member(a_partnership(), person=a_person("ada@example.org"))
    db.session.commit()
    sign_in("ada@example.org")
    assert client.get("/mine").location == "/p/hillside/overview"


def test_who_is_in_two_partnerships_chooses(app, client, sign_in):
    ada = a_person("ada@example.org")
    for slug in ("hillside", "valley"):
        a_member(a_partnership(slug, slug.title()), person=ada)
    db.session.commit()
    sign_in("ada@example.org")
    page = client.get("/mine").text
    assert "Hillside" in page
    assert "Valley" in page


def test_who_has_nothing_is_told_what_to_do(app, client, sign_in):
    sign_in("stranger@example.org")
    assert "Nothing here yet" in client.get("/mine").text


def test_an_administrator_finds_the_partnerships(app, client, sign_in):
    make_administrator("admin@example.org")
    db.session.commit()
    sign_in("admin@example.org")
    assert 'href="/partnerships"' in client.get("/mine").text


def test_an_organisation_sees_what_waits_for_it(app, client, sign_in):
    hillside = a_partnership()
    club = add_organisation(hillside, "Moor Club")
    add_editor(club.organisation, "owner@example.org", "owner")
    survey = create_survey(hillside, "Tell us", registration_definition("Hillside"))
    db.session.commit()
    sign_in("owner@example.org")
    assert "Tell us" not in client.get("/mine").text
    open_survey(survey)
    state_fact(club, "staff", 3, Source("typed"))
    state_fact(club, "staff", 4, Source("import"))
    db.session.commit()
    page = client.get("/mine").text
    for words in ("Moor Club", "Tell us", "To do", "Answer it", "1 difference to settle"):
        assert words in page
    client.post(f"/p/hillside/surveys/tell-us/start/{club.organisation_id}")
    assert "Begun" in client.get("/mine").text


def test_a_monitor_gets_a_sign_of_life(app, client):
    assert client.get("/health").json == {"status": "ok"}


def test_security_txt_leads_to_the_contact_page(app, client):
    text = client.get("/.well-known/security.txt").text
    assert "Contact: http://127.0.0.1:8000/about/contact" in text
    assert "Expires: " in text
