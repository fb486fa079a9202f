"""What looks at the profile stays asked, whatever its own answers have made known since."""

import pytest

from portal.organisations.profiles import Source, get_profile, set_fact, settle
from portal.surveys.amending import begin_amending
from portal.surveys.filing import list_unsettled
from portal.surveys.papers import paper_as_sent, paper_for_coordinators, paper_of
from portal.surveys.service import create_survey, open_survey
from tests.portal.surveys.factories import a_draft, save, send

STAFF = {
    "kind": "number",
    "id": "staff",
    "label": "How many paid staff?",
    "visibility": "infrastructure",
    "feeds": "staff",
    "show_if": "not answered(profile.staff)",
}
MORE = {
    "kind": "text",
    "id": "more",
    "label": "How do you employ so many?",
    "visibility": "infrastructure",
    "show_if": "profile.staff > 10",
}
NOW = {**STAFF, "id": "now", "label": "How many paid staff today?", "show_if": ""}


def a_survey_of(partnership, *questions):
    document = {
        "id": "staff",
        "title": "Staff",
        "sections": [{"id": "one", "title": "One", "questions": list(questions)}],
    }
    survey = create_survey(partnership, "Staff", document)
    open_survey(survey)
    return survey


@pytest.fixture
def known(club):
    """Twelve paid staff, as somebody told before."""
    set_fact(club, "staff", 12, Source("typed"))


def rows(paper):
    return {row.question.id: row.lines for row in paper.rows()}


def test_an_answer_that_was_asked_because_nothing_was_known_is_in_every_copy(partnership, club):
    response = a_draft(a_survey_of(partnership, STAFF), club, staff=3)
    assert send(response)
    assert get_profile(club).value("staff") == 3
    for paper in (paper_as_sent(response), paper_of(response), paper_for_coordinators(response)):
        assert rows(paper) == {"staff": ("3",)}


def test_it_can_still_be_changed_and_is_not_forgotten(partnership, club):
    response = a_draft(a_survey_of(partnership, STAFF), club, staff=3)
    send(response)
    begin_amending(response)
    assert rows(paper_of(response)) == {"staff": ("3",)}
    save(response, staff=4)
    assert send(response, "again")
    assert get_profile(club).value("staff") == 4


def test_what_was_known_before_goes_on_deciding(partnership, club, known):
    response = a_draft(a_survey_of(partnership, NOW, MORE), club, now=5, more="By a trust")
    send(response)
    ((_, told),) = list_unsettled(response)
    settle(club, told.id, accept=True)
    assert get_profile(club).value("staff") == 5
    begin_amending(response)
    assert send(response, "again")
    assert response.answers == {"now": 5, "more": "By a trust"}


def test_coordinators_read_what_was_asked_because_of_the_profile(partnership, club, known):
    response = a_draft(a_survey_of(partnership, MORE), club, more="By a trust")
    send(response)
    set_fact(club, "staff", 2, Source("typed"))
    assert rows(paper_for_coordinators(response)) == {"more": ("By a trust",)}


def test_what_somebody_else_told_since_decides_on_a_change(partnership, club):
    response = a_draft(a_survey_of(partnership, NOW, MORE), club, now=5)
    send(response)
    set_fact(club, "staff", 40, Source("typed"))
    begin_amending(response)
    assert "more" in rows(paper_of(response))
    assert "more" not in rows(paper_as_sent(response))
