"""What came back so far: each question with its counts, as far as the survey's promise goes."""

import re

import pytest

from portal.models.base import db
from portal.surveys.modes import set_mode
from portal.surveys.service import close_survey, create_survey, open_survey
from tests.portal.pages import text
from tests.portal.surveys.promised import answered

pytestmark = pytest.mark.usefixtures("coordinator")
BASE = "/p/hillside/surveys/how-are-things"
CANARY = "canary-5e1f"
QUESTIONS = {
    "id": "things",
    "title": "How are things?",
    "sections": [
        {
            "id": "one",
            "title": "Your year",
            "questions": [
                {"kind": "multiple", "id": "ways", "label": "Which of these?",
                 "visibility": "members",
                 "options": [{"key": "a", "label": "Art"}, {"key": "b", "label": "Bowls"}]},
                {"kind": "number", "id": "staff", "label": "How many staff?",
                 "visibility": "members", "unit": "£"},
                {"kind": "text", "id": "words", "label": "What else?", "long": True,
                 "visibility": "coordinators"},
            ],
        },
        {
            "id": "two",
            "title": "Your lead",
            "questions": [
                {"kind": "yes_no", "id": "lead", "label": "Would you lead?",
                 "visibility": "members", "show_if": "staff > 0"},
                {"kind": "capacity", "id": "can", "label": "What can you take on?",
                 "visibility": "members", "parts": ["staff", "can_lead"]},
            ],
        },
    ],
}  # fmt: skip


def words_of(page):
    """What a page says, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main")[1]))


def a_survey(partnership, mode="identified", answers=()):
    """An open survey with these answers sent, each by a club of its own."""
    survey = create_survey(partnership, "How are things?", QUESTIONS)
    set_mode(survey, mode)
    open_survey(survey)
    for number, given in enumerate(answers):
        answered(survey, f"Warbler Club {number}", **given)
    db.session.commit()
    return survey


def told(**more):
    return {"ways": {"picked": ["a", "b"]}, "words": CANARY, **more}


def test_the_page_of_the_survey_leads_to_what_came_back(client, partnership):
    a_survey(partnership)
    assert f'href="{BASE}/results"' in text(client.get(BASE))


def test_with_no_answers_the_page_says_what_it_will_show(client, partnership):
    a_survey(partnership)
    assert "Nothing to show yet" in text(client.get(f"{BASE}/results"))


def test_each_question_says_how_many_answered_and_what(client, partnership):
    a_survey(
        partnership,
        answers=[told(staff=12_000, lead="yes"), told(staff=0), {"ways": {"picked": ["b"]}}],
    )
    page = words_of(text(client.get(f"{BASE}/results")))
    assert "From the latest answers of 3 organisations." in page
    assert "Which of these? 3 of 3 answered." in page
    assert "Art 2 of 3" in page
    assert "Bowls 3 of 3" in page
    assert "How many staff? 2 of 3 answered." in page
    assert "Median £6,000" in page
    assert "Would you lead? 1 of 1 answered; 2 were not asked." in page
    assert CANARY not in page
    assert "Warbler" not in page


def test_what_is_changed_and_not_yet_sent_again_counts_as_it_was_sent(client, partnership):
    survey = a_survey(partnership)
    response = answered(survey, "Kite Club", staff=41)
    response.answers = {"staff": 77}
    db.session.commit()
    page = words_of(text(client.get(f"{BASE}/results")))
    assert "£41" in page
    assert "£77" not in page


def test_without_names_nothing_is_shown_before_five_have_answered(client, partnership):
    survey = a_survey(partnership, "confidential", [told(staff=41_001)] * 4)
    close_survey(survey)
    db.session.commit()
    page = words_of(text(client.get(f"{BASE}/results")))
    assert "read once 5 organisations have sent theirs" in page
    assert "41,001" not in page
    assert "Which of these?" not in page


def test_without_names_a_question_that_fewer_than_five_answered_is_not_shown(client, partnership):
    answers = [told(can={"staff": n, **({"can_lead": "yes"} if n < 3 else {})}) for n in range(6)]
    answers[0]["staff"] = 41_001
    survey = a_survey(partnership, "confidential", answers)
    close_survey(survey)
    db.session.commit()
    page = words_of(text(client.get(f"{BASE}/results")))
    assert "Art 6 of 6" in page
    assert "How many staff? Fewer than 5 of the 6 who were asked have answered." in page
    assert "41,001" not in page
    assert "Could lead Fewer than 5 have told us this" in page
    assert "Yes 3 of 3" not in page


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_answers_without_names_are_shown_once_the_survey_has_closed(client, partnership, mode):
    survey = a_survey(partnership, mode, [told(staff=n) for n in range(5)])
    assert "once the survey has closed" in text(client.get(f"{BASE}/results"))
    close_survey(survey)
    db.session.commit()
    assert "Art 5 of 5" in words_of(text(client.get(f"{BASE}/results")))


def test_what_was_written_instead_of_a_choice_is_shown_as_text(client, partnership):
    options = [{"key": "a", "label": "A"}, {"key": "o", "label": "Other", "other": True}]
    way = {"kind": "single", "id": "way", "label": "Way?", "visibility": "members"}
    section = {"id": "one", "title": "One", "questions": [{**way, "options": options}]}
    definition = {**QUESTIONS, "sections": [section]}
    survey = create_survey(partnership, "How are things?", definition)
    open_survey(survey)
    answered(survey, "Kite Club", way={"choice": "o", "other": "<script>alert(1)</script>"})
    db.session.commit()
    page = text(client.get(f"{BASE}/results"))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
