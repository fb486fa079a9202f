"""What was typed and cannot be kept is shown, so that nobody has to think of it once more."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response
from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make
from tests.portal.answering.pressing import post, send
from tests.portal.pages import hidden, text, value_of, words
from tests.portal.surveys.factories import a_link, save

WROTE = "Forty minutes of <b>careful</b> words"
SEEN = {"visibility": "members"}
STAFF = {**SEEN, "show_if": "paid = yes"}
SURVEY = {
    "id": "staffed",
    "title": "A survey about staff",
    "sections": [
        {
            "id": "one",
            "title": "One",
            "questions": [
                {"kind": "yes_no", "id": "paid", "label": "Any staff?", **SEEN},
                {"kind": "text", "id": "tell", "label": "What do they do?", "long": True, **STAFF},
                {"kind": "number", "id": "hours", "label": "For how long?", **STAFF},
                {"kind": "upload", "id": "plan", "label": "Their plan", **STAFF},
                {"kind": "number", "id": "rooms", "label": "How many rooms?", **SEEN},
            ],
        },
    ],
}  # fmt: skip

COUNTED = {
    "id": "counted",
    "title": "A survey about numbers",
    "sections": [
        {
            "id": "one",
            "title": "One",
            "questions": [
                {"kind": "number", "id": "number", "label": "How many?", **SEEN},
                {
                    "kind": "ranking",
                    "id": "first",
                    "label": "What comes first?",
                    "items": [{"key": "a", "label": "Ash"}, {"key": "b", "label": "Birch"}],
                    **SEEN,
                },
            ],
        },
    ],
}


@pytest.fixture
def survey(partnership):
    made = create_survey(partnership, "Staff", SURVEY)
    open_survey(made)
    return made


@pytest.fixture
def page(client, desk):
    """The page of which most is asked of those alone who have staff; somebody has it open."""
    post(client, f"{desk}part/one", q_paid="yes")
    return f"{desk}part/one/part-2"


def answers():
    db.session.expire_all()
    return db.session.scalar(sa.select(Response.answers))


def no_staff():
    """Somebody else says meanwhile that there is no staff."""
    save(db.session.scalar(sa.select(Response)), paid="no")
    db.session.commit()


def test_words_for_a_question_that_is_not_asked_any_more_are_shown_and_the_rest_is_kept(
    client, desk, page
):
    mark = hidden(client, page, "seen")
    no_staff()
    back = post(client, page, seen=mark, q_tell=WROTE, q_hours="two or so", q_rooms="3")
    assert "Part of this page is not asked any more" in text(back)
    assert f"What do they do? {WROTE} For how long? two or so" in words(back)
    assert "&lt;b&gt;careful" in back.text
    assert answers() == {"paid": "no", "rooms": 3}
    on = post(client, page, seen=value_of(back.text, "seen"), q_rooms="3")
    assert on.location == f"{desk}check"


def test_words_are_shown_beside_what_is_to_put_right(client, page):
    mark = hidden(client, page, "seen")
    no_staff()
    back = text(post(client, page, seen=mark, act="later", q_tell="Words", q_rooms="some"))
    assert "Words" in back and "Type a number, such as 12" in back


def test_words_are_shown_where_somebody_else_changed_the_rest(client, page):
    mark = hidden(client, page, "seen")
    no_staff()
    save(db.session.scalar(sa.select(Response)), rooms=4)
    db.session.commit()
    back = post(client, page, seen=mark, q_tell="Words", q_rooms="3")
    assert back.status_code == 409
    assert "Words" in back.text and answers()["rooms"] == 4


def test_a_file_for_a_question_that_is_not_asked_any_more_is_named(client, page):
    mark = hidden(client, page, "seen")
    no_staff()
    data = {"seen": mark, "act": "go", "q_plan-file": (BytesIO(b"A plan"), "plan.txt")}
    assert "plan.txt" in text(client.post(page, data=data))


def test_what_was_there_before_is_not_given_back(client, desk, page):
    post(client, page, q_tell="Long known", q_rooms="3")
    mark = hidden(client, page, "seen")
    no_staff()
    on = post(client, page, seen=mark, q_tell="Long known", q_rooms="3")
    assert on.location == f"{desk}check"
    assert answers()["tell"] == "Long known", "it is kept, should it be asked again"


def test_what_cannot_be_read_is_shown_where_the_answers_were_sent_meanwhile(client, partnership):
    counted = create_survey(partnership, "Numbers", COUNTED)
    open_survey(counted)
    token = a_link(counted, make.a_participation(partnership, name="Owl Play"))
    db.session.commit()
    desk = client.post(f"/link/{token}").location
    mark = hidden(client, f"{desk}part/one", "seen")
    send(client, desk)
    typed = {"q_number": "about 1234 or so", "q_first-a": "1", "q_first-b": "1"}
    late = post(client, f"{desk}part/one", seen=mark, **typed)
    assert late.status_code == 409
    assert "What you typed about 1234 or so" in words(late)
    assert "What you typed Ash: 1 Birch: 1" in words(late)
