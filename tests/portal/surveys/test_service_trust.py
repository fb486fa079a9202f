"""What somebody says of their trust in others reaches nobody: no file, page, profile or search."""

import json

import pytest
import sqlalchemy as sa

from portal.answering.receipts import plain_copy
from portal.consortia.inputs import gather
from portal.models.audit import AuditEntry
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.models.organisations import ProfileFact, Tie
from portal.surveys.exports import answers_csv, dictionary_csv
from portal.surveys.papers import paper_for_coordinators, paper_of
from portal.surveys.responses import send_response
from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, save

QUESTIONS = {
    "id": "network",
    "title": "Who works with whom",
    "sections": [
        {
            "id": "partners",
            "title": "Partners",
            "questions": [
                {"kind": "roster", "id": "partners", "label": "Whom do you know?",
                 "visibility": "infrastructure", "feeds": "ties", "unlisted": True,
                 "follow_ups": ["closeness", "frequency", "flows"]},
                {"kind": "trust", "id": "secretly", "label": "How far do you trust them?",
                 "visibility": "engine", "of": "partners"},
            ],
        }
    ],
}  # fmt: skip
RATING = {"reliable": {"owl": 1}, "mission": {"owl": 4}, "open": {"owl": "not_sure"}}


@pytest.fixture
def survey(app):
    survey = create_survey(make.a_partnership(), "Network", QUESTIONS)
    open_survey(survey)
    return survey


def sent(survey, club, owls, rating):
    """Send an answer about one partner with a rating of them, or none."""
    partners = {"picked": [owls.slug], "ties": {owls.slug: "joint"}, "unlisted": ["The Wrens"],
                "often": {owls.slug: "weekly"}, "flows": {owls.slug: ["money"]}}  # fmt: skip
    response = a_draft(survey, club, partners=partners)
    save(response, secretly=rating)
    send_response(response, send_key="key", revision=response.revision, answered_by="Kim")
    return response


def rated(owls):
    told = json.dumps(RATING).replace("owl", owls.slug)
    return json.loads(told)


def everything_others_read(survey, response):
    """Give all that coordinators, members and the engine get of a response."""
    profiles = db.session.scalars(sa.select(ProfileFact).order_by(ProfileFact.id))
    ties = db.session.scalars(sa.select(Tie).order_by(Tie.id))
    trail = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))
    letters = db.session.scalars(sa.select(OutgoingEmail))
    paper = paper_for_coordinators(response)
    return {
        "answers": answers_csv(survey),
        "meanings": dictionary_csv(survey),
        "page": [(row.question.id, row.lines) for row in paper.rows()] if paper else [],
        "profile": [(fact.field, fact.value) for fact in profiles],
        "ties": [(tie.from_id, tie.to_id, tie.intensity) for tie in ties],
        "search": gather(survey.partnership).frozen,
        "trail": [(entry.action, entry.detail) for entry in trail],
        "letters": [(letter.subject, letter.body) for letter in letters],
    }


def test_the_one_who_rated_reads_it_back_and_keeps_a_copy(survey, club, owls):
    response = sent(survey, club, owls, rated(owls))
    assert "Owl Play: reliable: not at all" in plain_copy(response, paper_of(response))


def test_nobody_else_reads_a_word_of_it(survey, club, owls):
    response = sent(survey, club, owls, rated(owls))
    found = everything_others_read(survey, response)
    for name, told in found.items():
        text = json.dumps(told, default=str)
        assert "secretly" not in text, name
        assert "trust" not in text.lower(), name
        assert "not_sure" not in text, name
    assert [question for question, _ in found["page"]] == ["partners"]


def test_nothing_that_others_read_differs_by_a_rating(survey, club, owls):
    response = sent(survey, club, owls, None)
    before = everything_others_read(survey, response)
    response.answers = {**response.answers, "secretly": rated(owls)}
    submission = db.metadata.tables["submissions"]
    db.session.execute(sa.update(submission).values(answers=response.answers))
    db.session.flush()
    assert everything_others_read(survey, response) == before


def test_a_rating_of_somebody_no_longer_picked_is_not_sent(survey, club, owls):
    response = a_draft(survey, club, partners={"picked": [owls.slug]})
    save(response, secretly=rated(owls))
    save(response, partners={"picked": [], "special": "none"})
    send_response(response, send_key="key", revision=response.revision, answered_by="Kim")
    assert "secretly" not in response.answers


def test_names_in_no_list_reach_coordinators_as_text_and_make_no_tie(survey, club, owls):
    response = sent(survey, club, owls, None)
    found = everything_others_read(survey, response)
    assert "The Wrens" in found["answers"]
    assert "Not in the list: The Wrens" in found["page"][0][1]
    assert found["ties"] == [(club.id, owls.id, 0.75)]
    assert f"{owls.slug}:weekly" in found["answers"]
    assert f"{owls.slug}:money" in found["answers"]
