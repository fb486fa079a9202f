"""Not this time, and we would rather talk: noted, taken back by answering, settled."""

import pytest
import sqlalchemy as sa

from portal.errors import Refused
from portal.inviting.replies import ask_for_talk, decline, hold_talk, when_held
from portal.inviting.tracking import list_rows
from portal.models.audit import AuditEntry
from portal.models.base import db
from portal.surveys.responses import send_response
from tests.portal.surveys.factories import a_draft, a_survey, save

ANSWERS = {"themes": {"play": "most", "sport": None}}


@pytest.fixture
def draft(app):
    return a_draft(a_survey())


def state(draft):
    return list_rows(draft.survey)[0].state


def test_the_later_reply_goes_before_the_earlier(draft):
    decline(draft, " Too busy. ")
    assert (state(draft), draft.declined_words) == ("declined", "Too busy.")
    ask_for_talk(draft, "After 4pm", "0161 496 0000")
    assert (state(draft), draft.talk_words) == ("talk", "Telephone: 0161 496 0000\nAfter 4pm")
    decline(draft)
    assert state(draft) == "declined"


@pytest.mark.parametrize("reply", [decline, ask_for_talk])
def test_answering_takes_a_reply_back(draft, reply):
    reply(draft, "Sorry")
    save(draft, name="We play")
    assert state(draft) == "started"


@pytest.mark.parametrize("reply", [decline, ask_for_talk])
def test_sending_what_was_saved_before_counts_whatever_was_said_since(draft, reply):
    save(draft, **ANSWERS)
    reply(draft)
    send_response(draft, send_key="k", revision=draft.revision, answered_by="Kim")
    assert state(draft) == "sent"
    with pytest.raises(Refused, match="sent already"):
        reply(draft)


def test_a_talk_that_was_held_is_settled_once_and_remembered(draft):
    ask_for_talk(draft)
    assert when_held(draft) is None
    hold_talk(draft)
    assert state(draft) == "opened"
    assert when_held(draft) is not None
    with pytest.raises(Refused, match="settled already"):
        hold_talk(draft)


def test_words_of_a_reply_are_cut_to_their_room_and_kept_out_of_the_audit_trail(draft):
    decline(draft, "secret " * 500)
    ask_for_talk(draft, "secret " * 500, "0" * 40)
    db.session.flush()
    assert len(draft.declined_words) == len(draft.talk_words) == 500
    trail = db.session.scalars(sa.select(AuditEntry)).all()
    assert not any("secret" in str(entry.detail) for entry in trail)
