"""A page keeps what could be read, says what is to put right, and loses nobody's words."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response
from portal.organisations.service import add_editor, leave
from portal.surveys.service import close_survey, publish
from tests.portal import factories as make
from tests.portal.answering.pressing import post, send
from tests.portal.pages import hidden, text, value_of, words
from tests.portal.surveys.factories import save

pytestmark = pytest.mark.usefixtures("owls")
THEMES = {"q_themes-play": "most", "q_themes-sport": "none"}


RULE = {"must": "some <= all", "message": "Some cannot be more than all"}
FITTING = {
    "id": "fitting",
    "title": "What fits together",
    "sections": [
        {
            "id": "one",
            "title": "One",
            "questions": [
                {"kind": "number", "id": "all", "label": "All?", "visibility": "public"},
                {
                    "kind": "number",
                    "id": "some",
                    "label": "Some?",
                    "visibility": "public",
                    "rules": [RULE],
                },
            ],
        }
    ],
}


def response():
    db.session.expire_all()
    return db.session.scalar(sa.select(Response))


def look(client, page, act, words, chosen):
    """Look for words in the list of partners, with somebody ticked."""
    typed = {"find-q_partners": words, "found-q_partners": "", "q_partners": chosen}
    return post(client, page, act=act, **typed)


def test_a_saved_part_leads_to_the_next_and_the_last_to_all_answers(client, desk):
    on = post(client, f"{desk}part/about", q_name="We play")
    assert on.location == f"{desk}part/work"
    assert response().answers == {"name": "We play", "staff": None}
    on = post(client, f"{desk}part/others", q_partners="")
    assert on.location == f"{desk}check"


def test_naming_partners_leads_to_how_closely(client, desk, owls):
    page, owl = f"{desk}part/others", owls.slug
    on = post(client, page, q_partners=owl)
    assert on.location == f"{page}/partners"
    assert "Owl Play" in text(client.get(on.location))
    post(client, on.location, **{f"q_partners-tie-{owl}": "joint"})
    assert response().answers["partners"]["ties"] == {owl: "joint"}


def test_what_cannot_be_read_is_shown_with_its_fault_and_the_rest_is_kept(client, desk):
    page = text(post(client, f"{desk}part/about", q_name="We play", q_staff="lots"))
    assert "<title>Error: About you" in page
    assert "Type a number, such as 12" in page
    assert 'value="lots"' in page
    assert "Everything else you typed is kept." in page
    assert response().answers == {"name": "We play"}
    on = client.post(
        f"{desk}part/about",
        data={
            "seen": page.split('name="seen"')[1].split('value="')[1].split('"')[0],
            "act": "go",
            "q_name": "We play",
            "q_staff": "4",
        },
    )
    assert on.location == f"{desk}part/work"


def test_answers_that_do_not_fit_together_hold_up_their_part(client, survey, link):
    publish(survey, FITTING, note="What fits")
    db.session.commit()
    desk = client.post(link).location
    page = f"{desk}part/one"
    held = text(post(client, page, q_all="3", q_some="9"))
    assert '<a href="#q_some">Some cannot be more than all</a>' in held
    assert response().answers == {"all": 3, "some": 9}
    assert "Started" in words(client.get(desk)) and "Done" not in words(client.get(desk))
    assert post(client, page, act="later", q_all="3", q_some="9").location == f"{desk}later"
    assert post(client, page, q_all="9", q_some="9").location == f"{desk}check"
    assert "Done" in words(client.get(desk))


def test_what_is_required_holds_nobody_who_wants_to_leave(client, desk):
    assert "Choose how much" in text(post(client, f"{desk}part/work"))
    left = post(client, f"{desk}part/work", act="later")
    assert left.location == f"{desk}later"
    assert "Your answers are saved" in text(client.get(left.location))


def test_leaving_with_something_unreadable_shows_it_first(client, desk):
    page = post(client, f"{desk}part/about", act="later", q_staff="lots")
    assert "Type a number, such as 12" in text(page)


def test_looking_for_a_name_keeps_what_was_ticked(client, desk, survey):
    for number in range(30):
        make.a_participation(survey.partnership, name=f"Club {number}")
    db.session.commit()
    page = f"{desk}part/others"
    owl = db.session.scalar(
        sa.text(
            "SELECT p.slug FROM participations p JOIN organisations o "
            "ON o.id = p.organisation_id WHERE o.name = 'Owl Play'"
        )
    )
    found = text(look(client, page, "find", "club 7", owl))
    searched, other = found.split("Anyone apart?")
    assert "Club 7" in searched and "Club 8" not in searched
    assert "Club 8" in other, "each list is searched by its own box"
    assert f'value="{owl}" checked' in found
    assert response().answers["partners"]["picked"] == [owl]
    entered = text(look(client, page, "enter", "club 8", owl))
    assert "Club 8" in entered
    assert look(client, page, "enter", "", owl).status_code == 302
    assert "Club 9" in text(look(client, page, "all-q_partners", "x", owl))


def test_an_older_page_of_a_changed_part_shows_both_and_overwrites_nothing(client, desk):
    page = f"{desk}part/about"
    mark = hidden(client, page, "seen")
    save(response(), name="Theirs", staff=None)
    db.session.commit()
    clash = post(client, page, seen=mark, q_name="Mine")
    assert clash.status_code == 409
    assert "Theirs" in clash.text and "Mine" in clash.text
    assert response().answers["name"] == "Theirs"
    fresh = clash.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    assert post(client, page, seen=fresh, q_name="Mine").status_code == 302
    assert response().answers["name"] == "Mine"


def test_an_older_page_of_another_part_is_saved(client, desk):
    mark = hidden(client, f"{desk}part/work", "seen")
    post(client, f"{desk}part/about", q_name="We play")
    assert post(client, f"{desk}part/work", seen=mark, **THEMES).status_code == 302
    assert response().answers["themes"] == {"play": "most", "sport": "none"}


def test_posting_the_same_page_twice_is_no_clash(client, desk):
    mark = hidden(client, f"{desk}part/about", "seen")
    for _ in range(2):
        assert post(client, f"{desk}part/about", seen=mark, q_name="We play").status_code == 302


def test_a_slip_of_the_pen_does_not_overwrite_what_was_saved_meanwhile(client, desk):
    page = f"{desk}part/about"
    mark = hidden(client, page, "seen")
    save(response(), name=None, staff=5)
    db.session.commit()
    slip = text(post(client, page, seen=mark, q_staff="lots"))
    clash = post(client, page, seen=value_of(slip, "seen"), q_staff="7")
    assert clash.status_code == 409
    assert response().answers["staff"] == 5
    assert post(client, page, seen=value_of(clash.text, "seen"), q_staff="7").status_code == 302
    assert response().answers["staff"] == 7


def test_what_cannot_be_read_stands_beside_what_was_saved_meanwhile(client, desk):
    page = f"{desk}part/about"
    mark = hidden(client, page, "seen")
    save(response(), name="Theirs", staff=5)
    db.session.commit()
    clash = post(client, page, seen=mark, q_name="Mine", q_staff="lots")
    assert clash.status_code == 409
    assert "What you typed lots What is saved now 5" in words(clash)


def test_pressing_twice_on_a_page_with_a_slip_is_no_clash(client, desk):
    page = f"{desk}part/about"
    mark = hidden(client, page, "seen")
    for _ in range(2):
        slip = text(post(client, page, seen=mark, q_name="We play", q_staff="lots"))
    mended = {"q_name": "We play here", "q_staff": "7"}
    assert post(client, page, seen=value_of(slip, "seen"), **mended).status_code == 302


def test_a_page_posted_after_sending_shows_what_was_typed(client, desk):
    mark = hidden(client, f"{desk}part/about", "seen")
    post(client, f"{desk}part/work", **THEMES)
    assert send(client, desk).status_code == 302
    late = post(client, f"{desk}part/about", seen=mark, q_name="Too late")
    assert late.status_code == 409
    assert "Too late" in late.text
    assert response().answers["name"] is None


def test_answers_with_something_missing_cannot_be_sent(client, desk):
    page = text(client.get(f"{desk}check"))
    assert "Before you can send" in page
    assert f'href="{desk}part/work#q_themes' in page
    assert "Send our answers" not in page
    form = {"answered_by": "Kim", "send_key": "k", "revision": 0}
    assert client.post(f"{desk}check", data=form).status_code == 400
    assert response().state == "draft"


def test_sending_needs_a_name_and_leads_to_the_same_page_however_often(client, desk):
    post(client, f"{desk}part/work", **THEMES)
    assert "Type your name" in text(send(client, desk, answered_by=" "))
    assert send(client, desk).location == f"{desk}done"
    again = client.post(f"{desk}check", data={"answered_by": "Kim", "send_key": "k"})
    assert again.location == f"{desk}done"
    assert "Thank you: we have your answers" in text(client.get(f"{desk}done"))
    assert client.get(desk).location == f"{desk}done"
    assert client.get(f"{desk}part/work").location == f"{desk}done"


def test_answers_changed_while_they_were_checked_are_shown_again(client, desk):
    post(client, f"{desk}part/work", **THEMES)
    page = send(client, desk, revision=0)
    assert page.status_code == 409
    assert "Look again, then send." in page.text
    assert response().state == "draft"


def test_nothing_but_answers_can_be_posted(client, desk):
    sneaky = {
        "state": "sent",
        "revision": "99",
        "participation_id": "1",
        "answered_by": "x",
        "q_other": "y",
        "answers": "{}",
        "version_id": "9",
    }
    post(client, f"{desk}part/about", q_name="We play", **sneaky)
    found = response()
    assert (found.state, found.revision, found.answered_by) == ("draft", 1, "")
    assert set(found.answers) == {"name", "staff"}


def test_a_part_that_is_not_there_is_not_found(client, desk):
    for page in ("part/nothing", "part/about/name", "part/others/partners", "part/<script>"):
        assert client.get(desk + page).status_code == 404


@pytest.mark.parametrize(
    "hostile",
    [
        "a\x00b",
        "\u202egnp.exe",
        "%ED%A0%80",
        "\ud800",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "${7*7}",
        "' OR 1=1",
        "👩‍👩‍👧‍👦",
        "e\u0301" * 50,
        "\u200b",
    ],
)
def test_hostile_words_are_kept_as_words(client, desk, hostile):
    sent = hostile.encode("utf-8", "surrogatepass")
    mark = hidden(client, f"{desk}part/about", "seen")
    answer = client.post(f"{desk}part/about", data={"seen": mark, "act": "go", "q_name": sent})
    assert answer.status_code == 302
    for page in ("part/about", "check", "copy"):
        shown = text(client.get(desk + page))
        assert "<script>alert" not in shown
        assert "\x00" not in shown
        assert ">49<" not in shown
    assert "\x00" not in str(response().answers)


def test_three_megabytes_are_too_much_and_change_nothing(client, desk):
    big = post(client, f"{desk}part/about", q_name="x" * 3_000_000)
    assert big.status_code == 413
    assert response().answers == {}


def test_ten_thousand_fields_are_too_many(client, desk):
    fields = {f"q_name-{n}": "x" for n in range(10_000)}
    assert post(client, f"{desk}part/about", **fields).status_code in {302, 400, 413}


def test_nothing_is_taken_from_a_page_without_its_token(app, client, desk):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        for page in ("part/about", "check"):
            assert client.post(desk + page, data={"q_name": "x"}).status_code == 400
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert response().answers == {}


def test_pages_stay_out_of_caches(client, desk):
    assert client.get(desk).headers["Cache-Control"] == "no-store"


def test_a_copy_is_a_file_of_plain_text(client, desk):
    post(client, f"{desk}part/about", q_name="We play")
    copy = client.get(f"{desk}copy.txt")
    assert copy.mimetype == "text/plain"
    assert "attachment" in copy.headers["Content-Disposition"]
    assert "We play" in text(copy)


def test_a_draft_is_kept_when_the_survey_closes(client, desk, survey):
    post(client, f"{desk}part/about", q_name="We play")
    close_survey(survey)
    db.session.commit()
    late = client.post(f"{desk}part/about", data={"q_name": "Late"})
    assert late.status_code == 404
    assert "could not be saved" in late.text
    assert response().answers["name"] == "We play"


def test_a_link_opened_before_the_organisation_left_changes_nothing_after(client, desk):
    page = f"{desk}part/about"
    mark = hidden(client, page, "seen")
    leave(response().participation)
    db.session.commit()
    assert post(client, page, seen=mark, q_name="Too late").status_code == 404
    assert response().answers == {}


def test_its_own_people_read_a_draft_after_closing_and_cannot_change_it(client, desk, sign_in):
    add_editor(response().participation.organisation, "kim@kite.example", "editor")
    db.session.commit()
    sign_in("kim@kite.example")
    page = f"{desk}part/about"
    mark = hidden(client, page, "seen")
    close_survey(response().survey)
    db.session.commit()
    assert client.get(page).status_code == 200
    assert post(client, page, seen=mark, q_name="Too late").status_code == 404
    form = {"answered_by": "Kim Kite", "send_key": "k", "revision": response().revision}
    assert client.post(f"{desk}check", data=form).status_code == 404
    assert (response().answers, response().state) == ({}, "draft")
