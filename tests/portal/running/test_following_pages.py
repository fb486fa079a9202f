"""The coordinator lets a survey follow an earlier one, on its page and when copying it."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Survey
from portal.surveys.modes import set_mode
from portal.surveys.service import create_survey, open_survey
from tests.portal.pages import text
from tests.portal.surveys.factories import a_draft
from tests.portal.surveys.waves import FIRST, SECOND

BASE = "/p/hillside/surveys"


@pytest.fixture
def first(partnership, coordinator):
    survey = create_survey(partnership, "First wave", FIRST)
    db.session.commit()
    return survey


@pytest.fixture
def second(first):
    survey = create_survey(first.partnership, "Second wave", SECOND)
    db.session.commit()
    return survey


def followed_by(slug):
    db.session.expire_all()
    return db.session.scalar(sa.select(Survey.follows_id).filter_by(slug=slug))


def test_a_copy_follows_what_it_was_copied_from_by_default(client, first):
    page = text(client.get(f"{BASE}/first-wave/copy"))
    assert 'value="yes" checked' in " ".join(page.split())
    client.post(f"{BASE}/first-wave/copy", data={"title": "Next wave", "follows": "yes"})
    assert followed_by("next-wave") == first.id
    client.post(f"{BASE}/first-wave/copy", data={"title": "Own", "follows": "no"})
    assert followed_by("own") is None


def test_the_copy_of_an_anonymous_survey_is_not_asked_about(client, first):
    anonymous = create_survey(first.partnership, "Quiet", {**FIRST, "sections": [one_question()]})
    set_mode(anonymous, "anonymous")
    db.session.commit()
    assert "later wave" not in text(client.get(f"{BASE}/quiet/copy"))
    assert "follows no other" in text(client.get(f"{BASE}/quiet/follows"))


def one_question():
    question = {"kind": "number", "id": "staff", "label": "Staff?", "visibility": "members"}
    return {"id": "one", "title": "One", "questions": [question]}


def test_a_survey_that_looks_back_and_follows_none_says_so_and_leads_to_the_choice(client, second):
    page = text(client.get(f"{BASE}/second-wave"))
    assert "but it follows none" in page
    assert f"{BASE}/second-wave/follows" in page


def test_it_is_chosen_on_a_page_and_then_stands_on_the_page_of_the_survey(client, first, second):
    assert "First wave" in text(client.get(f"{BASE}/second-wave/follows"))
    answer = client.post(f"{BASE}/second-wave/follows", data={"follows": str(first.id)})
    assert answer.location == f"{BASE}/second-wave"
    page = text(client.get(answer.location))
    assert "It follows “First wave” now." in page
    assert "did not ask <code>apart</code> in this way" in page
    client.post(f"{BASE}/second-wave/follows", data={"follows": "0"})
    assert followed_by("second-wave") is None


@pytest.mark.parametrize("posted", [{}, {"follows": "77"}, {"follows": "first"}])
def test_no_choice_and_one_that_there_is_not_are_said_at_the_field(client, second, posted):
    assert "Error: " in text(client.post(f"{BASE}/second-wave/follows", data=posted))
    assert followed_by("second-wave") is None


def test_once_somebody_has_begun_the_page_says_so_and_a_late_choice_is_refused(
    client, first, second
):
    open_survey(second)
    a_draft(second)
    db.session.commit()
    assert "Somebody has begun" in text(client.get(f"{BASE}/second-wave/follows"))
    client.post(f"{BASE}/second-wave/follows", data={"follows": str(first.id)})
    assert followed_by("second-wave") is None


def test_without_another_survey_there_is_nothing_to_choose(client, first):
    page = text(client.get(f"{BASE}/first-wave/follows"))
    assert "no other survey here yet" in page
    assert "<form" not in page.split("<main")[1]
