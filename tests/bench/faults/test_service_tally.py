"""The tally of the faults finds what was lost, doubled, kept in part or never typed."""

import pytest

from bench.faults.clients import PARTS, QUESTIONS, Client, question
from bench.faults.serving import definition
from bench.faults.tally import tally
from portal.models.base import db
from portal.surveys.responses import fingerprint, save_page, send_response, start_response
from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make


@pytest.fixture
def answered(app):
    """A client who answered every part and sent, and the response that the database has."""
    survey = create_survey(make.a_partnership(), "Faults", definition())
    open_survey(survey)
    response = start_response(survey, make.a_participation(survey.partnership))
    client = Client(1)
    for part in range(PARTS):
        words = f"{response.public_id} {part}"
        values = {question(part, n): words for n in range(QUESTIONS)}
        save_page(response, values, fingerprint(response.answers, values))
        client.acknowledged[response.public_id, part] = words
        client.typed.add(words)
    send_response(response, send_key="k", revision=response.revision, answered_by="Kim")
    client.sent.add(response.public_id)
    return client, response


def count(client):
    db.session.commit()
    found = tally(db.engine.url.render_as_string(hide_password=False), [client])
    return {name: found[name] for name in ("lost", "duplicated", "torn", "phantom")}


def spoil(response, **answers):
    response.answers = {**response.answers, **answers}


def test_nothing_is_wrong_where_all_was_kept(answered):
    assert count(answered[0]) == {"lost": 0, "duplicated": 0, "torn": 0, "phantom": 0}


def test_a_page_kept_in_part_is_torn_and_its_words_are_lost(answered):
    client, response = answered
    spoil(response, **{question(1, 0): None})
    assert count(client) == {"lost": 1, "duplicated": 0, "torn": 1, "phantom": 0}


def test_words_that_nobody_typed_are_phantoms(answered):
    client, response = answered
    spoil(response, **{question(2, n): "from nowhere" for n in range(QUESTIONS)})
    assert count(client) == {"lost": 1, "duplicated": 0, "torn": 0, "phantom": 1}


def test_an_acknowledged_sending_that_is_a_draft_again_is_lost(answered):
    client, response = answered
    response.state = "draft"
    assert count(client)["lost"] == 1


def test_a_response_that_was_acknowledged_and_is_not_there_is_lost(answered):
    client, _ = answered
    client.acknowledged["somebody else", 0] = "words"
    assert count(client)["lost"] == 1
