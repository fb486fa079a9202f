"""A survey with a branch that tests run: whoever has staff is asked how many."""

from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make

BRANCHING = {
    "id": "branching",
    "title": "A survey with a branch",
    "sections": [
        {
            "id": "one",
            "title": "One",
            "questions": [
                {"kind": "yes_no", "id": "paid", "label": "Any staff?", "visibility": "members"},
                {
                    "kind": "number",
                    "id": "staff",
                    "label": "How many?",
                    "visibility": "infrastructure",
                    "feeds": "staff",
                    "show_if": "paid = yes",
                },
            ],
        },
        {
            "id": "two",
            "title": "Two",
            "questions": [
                {"kind": "text", "id": "more", "label": "More?", "visibility": "members"},
            ],
        },
    ],
}


def a_branching_survey(partnership=None):
    """An open survey with a branch."""
    survey = create_survey(partnership or make.a_partnership(), "Branching", BRANCHING)
    open_survey(survey)
    return survey
