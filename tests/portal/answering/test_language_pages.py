"""An organisation answers in the language that it chooses, and changes it without losing a word."""

import re

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response
from portal.surveys.service import close_survey, publish, set_registration
from portal.web.languages import SWITCH
from tests.portal import factories as make
from tests.portal.answering.pressing import post, send
from tests.portal.pages import hidden, text
from tests.portal.surveys.factories import QUESTIONS, a_link, a_survey
from tests.portal.surveys.welsh import MARK, a_welsh_survey, in_welsh

pytestmark = pytest.mark.usefixtures("owls")
WELSH = {"Accept-Language": "cy-GB, en;q=0.5"}
IN_WELSH = {"act": f"{SWITCH}cy"}
ABOUT = {"q_name": "We play", "q_staff": "3"}
THEMES = {"q_themes-play": "most", "q_themes-sport": "none"}


@pytest.fixture
def survey(partnership):
    return a_welsh_survey(partnership)


@pytest.fixture
def desk(client, link):
    """The address of a response that was begun in Welsh."""
    return client.post(f"{link}?language=cy").location


SINCE = {"kind": "date", "id": "since", "label": "Since?", "visibility": "public"}


def response():
    db.session.expire_all()
    return db.session.scalar(sa.select(Response))


def language(page):
    return re.search(r'<html lang="([^"]+)"', page).group(1)


def test_a_link_is_read_in_the_language_of_the_browser_until_somebody_chooses(client, link):
    assert language(text(client.get(link))) == "en-GB"
    assert language(text(client.get(link, headers={"Accept-Language": "pl"}))) == "en-GB"
    welsh = text(client.get(link, headers=WELSH))
    assert language(welsh) == "cy"
    for words in ("Rydych yn ateb ar ran Kite Club", "Dechrau", f"{MARK}A small survey"):
        assert words in welsh
    assert language(text(client.get(f"{link}?language=en", headers=WELSH))) == "en-GB"
    assert language(text(client.get(link, headers=WELSH))) == "en-GB"


def test_the_languages_are_offered_under_their_own_names(client, link):
    page = text(client.get(link))
    assert '<a href="' + link + '?language=cy" lang="cy" hreflang="cy">Cymraeg</a>' in page
    assert '<span lang="en" aria-current="true">English</span>' in page


def test_the_language_in_which_somebody_begins_is_kept_with_the_answers(client, desk):
    assert response().language == "cy"
    with client.session_transaction() as session:
        session.pop("language")
    page = text(client.get(desk))
    assert language(page) == "cy"
    assert "Helo, Kite Club" in page


@pytest.mark.parametrize(
    "place", ["", "part/about", "part/others", "check", "later", "copy", "not-this-time", "talk"]
)
def test_every_page_of_answering_says_its_language_and_offers_the_other(client, desk, place):
    page = text(client.get(f"{desk}{place}"))
    assert language(page) == "cy"
    assert f'value="{SWITCH}en"' in page
    for english in ("Save and carry on", "All parts", "Your answers", "Who sees", "Anyone can see"):
        assert english not in page


def test_a_survey_in_one_language_offers_no_choice(client, partnership, club):
    token = a_link(a_survey(partnership, "In English"), club)
    db.session.commit()
    page = text(client.get(f"/link/{token}", headers=WELSH))
    assert language(page) == "en-GB"
    assert "pw-languages" not in page


def test_what_is_to_put_right_is_said_in_welsh(client, desk):
    page = text(post(client, f"{desk}part/about", q_name="We play", q_staff="12k"))
    assert "Teipiwch y ffigurau i gyd: 12,000, nid 12k" in page
    assert "Un peth i’w gywiro" in page
    assert "<title>Gwall: " in page
    page = text(post(client, f"{desk}part/work"))
    assert "Dewiswch faint ar gyfer o leiaf un o’r rhain" in page


def test_who_sees_what_and_the_steps_of_the_ladder_are_in_welsh(client, desk):
    page = text(client.get(f"{desk}part/about"))
    assert "Gall unrhyw un weld hwn." in page
    assert "Rhan deg" in text(client.get(f"{desk}part/work"))


def test_changing_the_language_in_the_middle_of_a_page_loses_nothing(client, desk):
    answer = post(client, f"{desk}part/about", **{**ABOUT, "act": f"{SWITCH}en"})
    assert answer.location == f"{desk}part/about"
    page = text(client.get(answer.location))
    assert language(page) == "en-GB"
    assert 'value="We play"' in page
    assert response().answers == {"name": "We play", "staff": 3}
    assert response().language == "en"


def test_what_cannot_be_read_is_shown_again_in_the_other_language(client, desk):
    typed = {"q_name": "We play", "q_staff": "about three", "act": f"{SWITCH}en"}
    page = text(post(client, f"{desk}part/about", **typed))
    assert language(page) == "en-GB"
    assert 'value="about three"' in page
    assert response().answers == {"name": "We play"}


def test_looking_at_a_page_in_another_language_says_nothing_is_right(client, desk):
    """A number that is known already counts as told only where somebody went on from it."""
    answer = post(client, f"{desk}part/others", act=f"{SWITCH}en")
    assert answer.location == f"{desk}part/others"
    assert "themes" not in response().answers


def test_changing_the_language_overwrites_nobody(client, desk):
    mark = hidden(client, f"{desk}part/about", "seen")
    post(client, f"{desk}part/about", q_name="Theirs", q_staff="")
    typed = {"q_name": "Mine", "q_staff": "", "seen": mark, "act": f"{SWITCH}en"}
    page = text(client.post(f"{desk}part/about", data=typed), 409)
    assert language(page) == "en-GB"
    assert response().answers["name"] == "Theirs"
    assert "Mine" in page


def test_a_page_without_a_form_goes_back_to_itself(client, desk):
    data = {"act": f"{SWITCH}en", "next": f"{desk}later"}
    answer = client.post(f"{desk}language", data=data)
    assert answer.location == f"{desk}later"
    assert language(text(client.get(answer.location))) == "en-GB"
    elsewhere = client.post(f"{desk}language", data={**data, "next": "https://evil.example/"})
    assert elsewhere.location == desk


def test_a_name_typed_for_sending_goes_along_and_nothing_is_sent(client, desk):
    post(client, f"{desk}part/work", **THEMES)
    page = text(client.post(f"{desk}check", data={"answered_by": "Kim", "act": f"{SWITCH}en"}))
    assert language(page) == "en-GB"
    assert 'value="Kim"' in page
    assert response().state == "draft"


def test_words_to_the_coordinators_go_along_and_nothing_is_declined(client, desk):
    data = {"words": "Rhy brysur", "act": f"{SWITCH}en"}
    page = text(client.post(f"{desk}not-this-time", data=data))
    assert "Rhy brysur" in page
    assert response().declined_at is None


def test_a_language_that_is_not_offered_changes_nothing(client, desk):
    data = {"act": f"{SWITCH}pl", "next": desk}
    assert client.post(f"{desk}language", data=data).status_code == 302
    assert response().language == "cy"
    assert language(text(client.get(f"{desk}?language=<script>"))) == "cy"


def test_answers_mean_the_same_and_the_copy_is_in_the_language_of_the_page(client, desk):
    post(client, f"{desk}part/about", **ABOUT)
    post(client, f"{desk}part/work", **THEMES)
    assert send(client, desk).location == f"{desk}done"
    assert response().answers["themes"] == {"play": "most", "sport": "none"}
    done = text(client.get(f"{desk}done"))
    assert "Diolch: mae eich atebion gennym" in done
    copy = text(client.get(f"{desk}copy.txt"))
    assert "Y rhan fwyaf: Open-access play" in copy
    assert f"{MARK}ABOUT YOU".upper() in copy
    assert "Anfonwyd " in copy
    data = {"act": f"{SWITCH}en", "next": f"{desk}copy"}
    assert "Most: Open-access play" in text(
        client.post(f"{desk}language", data=data, follow_redirects=True)
    )
    assert response().language == "cy", "what was sent stays as it was sent"


def test_a_day_is_written_in_welsh(client, desk):
    post(client, f"{desk}part/about", **ABOUT)
    post(client, f"{desk}part/work", **THEMES)
    send(client, desk)
    sent = response()
    sent.sent_at = sent.sent_at.replace(month=3, day=9, hour=12)
    db.session.commit()
    assert f"9 Mawrth {sent.sent_at.year} am 12:" in text(client.get(f"{desk}done"))


def test_anonymous_answers_keep_no_language(client, partnership, club):
    plain = {**QUESTIONS, "sections": QUESTIONS["sections"][:1]}
    token = a_link(a_welsh_survey(partnership, "Quiet", "anonymous", plain), club)
    db.session.commit()
    desk = client.post(f"/link/{token}?language=cy").location
    page = text(client.get(f"{desk}part/about"))
    assert "Darllenir heb eich enw, ymhlith atebion o leiaf bump." in page
    post(client, f"{desk}part/about", **ABOUT)
    send(client, desk)
    client.post(f"{desk}language", data={**IN_WELSH, "next": desk})
    assert response().state == "sent"
    assert response().language == ""
    assert "Maent wedi’u torri’n rhydd" in text(client.get(f"{desk}done"))


def test_who_enters_for_somebody_reads_the_survey_as_it_was_written(client, survey, sign_in):
    ada = sign_in("ada@example.org")
    make.a_member(survey.partnership, "coordinator", ada)
    owl = make.a_participation(survey.partnership, name="Owl Play")
    db.session.commit()
    at = f"/p/hillside/surveys/autumn-survey/organisations/{owl.organisation_id}/enter"
    where = client.post(at, data={"channel": "paper"}).location
    page = text(client.get(where, headers=WELSH))
    assert language(page) == "en-GB"
    assert "pw-languages" not in page


def test_a_survey_that_has_closed_says_so_in_welsh_and_gives_back_what_was_typed(
    client, survey, desk
):
    mark = hidden(client, f"{desk}part/about", "seen")
    close_survey(survey)
    db.session.commit()
    page = text(client.post(f"{desk}part/about", data={**ABOUT, "seen": mark}), 404)
    assert language(page) == "cy"
    assert "Nid yw’r arolwg hwn yn derbyn atebion nawr" in page
    assert "We play" in page


def test_registering_takes_along_what_was_typed(client, survey):
    set_registration(survey, True)
    db.session.commit()
    where = "/p/hillside/register/autumn-survey"
    page = text(client.get(where, headers=WELSH))
    assert language(page) == "cy"
    assert "Enw eich sefydliad neu grŵp" in page
    typed = {"organisation_name": "Clwb Newydd", "email": "nid", "act": f"{SWITCH}en"}
    page = text(client.post(where, data=typed))
    assert language(page) == "en-GB"
    assert 'value="Clwb Newydd"' in page
    assert "to put right" not in page
    page = text(client.post(where, data={**typed, "act": ""}, headers=WELSH))
    assert "Type an e-mail address in the usual form" in page


def test_the_errors_of_our_own_forms_are_in_welsh(client, desk):
    post(client, f"{desk}part/work", **THEMES)
    page = text(
        client.post(f"{desk}check", data={"answered_by": "", "send_key": "k", "revision": 9})
    )
    assert "Teipiwch eich enw" in page


def test_a_link_that_opens_nothing_says_so_in_the_language_of_the_browser(client, app):
    page = text(client.get("/link/unknown", headers=WELSH), 404)
    assert language(page) == "cy"
    assert "Nid yw’r ddolen hon yn agor dim" in page


def test_pages_of_coordinators_and_errors_stay_english(client, desk):
    page = text(client.get("/nowhere", headers=WELSH), 404)
    assert language(page) == "en-GB"
    assert "Skip to main content" in page


def test_who_began_before_a_language_came_goes_on_as_it_was(client, partnership, club):
    survey = a_survey(partnership, "In English")
    token = a_link(survey, club)
    db.session.commit()
    desk = client.post(f"/link/{token}").location
    publish(survey, in_welsh())
    db.session.commit()
    assert language(text(client.get(desk, headers=WELSH))) == "en-GB"


def asking(question):
    """A survey of one question, in English and in Welsh."""
    section = {"id": "one", "title": "One", "questions": [question]}
    return in_welsh({"id": "asking", "title": "What we ask", "sections": [section]})


def test_a_box_that_finds_entries_brings_its_sentences_in_the_language_of_the_page(
    client, survey, link
):
    options = [{"key": key, "label": key.upper()} for key in ("gog", "de", "canol")]
    listed = {"kind": "single", "id": "where", "label": "Where?", "options": options}
    publish(survey, asking({**listed, "visibility": "public", "search": True}), note="Where")
    db.session.commit()
    desk = client.post(f"{link}?language=cy").location
    page = text(client.get(f"{desk}part/one"))
    assert 'data-found="Wedi dod o hyd i %{count}. Mae’r hyn a diciwyd' in page
    assert 'data-nothing="Nid oes dim yma sy’n cynnwys “%{words}”.' in page


def test_a_month_may_be_typed_in_the_language_of_the_page(client, survey, link):
    publish(survey, asking(SINCE), note="A day")
    db.session.commit()
    desk = client.post(f"{link}?language=cy").location
    day = {"q_since-day": "28", "q_since-month": "Tachwedd", "q_since-year": "2026"}
    assert post(client, f"{desk}part/one", **day).location == f"{desk}check"
    assert response().answers == {"since": "2026-11-28"}
    assert "28 Tachwedd 2026" in text(client.get(f"{desk}check"))
