"""A survey over a small invented partnership, for the browser tests of answering and running it."""

from typing import Any

from portal.inviting.invitations import invite
from portal.models.base import db
from portal.models.surveys import Survey
from portal.surveys.service import create_survey, open_survey, set_registration
from survey import registration_definition
from tests.portal import factories as make

WARDS = [("Ash Bank", "North"), ("Birch Lane", "North"), ("Canal Side", "Central")]
LETTERS = "ABCDEFGHIJ"


def a_registration(title: str = "Autumn survey") -> Survey:
    """The open registration of interest of a partnership with thirty organisations."""
    partnership = make.a_partnership()
    for code, label in (("play", "Open-access play"), ("sport", "Sport and being active")):
        make.a_theme(partnership, code, label)
    for code, label in (("hall", "A hall"), ("minibus", "A minibus")):
        make.a_resource(partnership, code, label)
    for number, (name, part) in enumerate(WARDS):
        make.a_partnership_area(partnership, make.an_area(f"E0500000{number}", name), part)
    for number in range(30):
        make.a_participation(partnership, name=f"{LETTERS[number % 10]} Club {number}")
    survey = create_survey(partnership, title, registration_definition("Hillside"))
    open_survey(survey)
    set_registration(survey, True)
    db.session.commit()
    return survey


def a_club_with_a_link(survey: Survey, name: str = "Kite Lane Youth Club") -> str:
    """Invite one more organisation and give the token of its link."""
    token = invite(survey, make.a_participation(survey.partnership, name=name), "kite@example.org")
    db.session.commit()
    return token


def items(*labels: str) -> list[dict[str, Any]]:
    """Things that are asked about, or answers to choose from, with keys of their own."""
    return [{"key": f"k{number}", "label": label} for number, label in enumerate(labels)]


HOLIDAYS = ("Easter", "Summer", "Half-terms", "Christmas")
LIKERT = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
LANGUAGES = (
    "Arabic", "Bengali", "Cantonese", "Czech", "Dari", "English", "Farsi", "French", "Hindi",
    "Kurdish", "Mandarin", "Pashto", "Polish", "Portuguese", "Punjabi", "Romanian", "Somali",
    "Spanish", "Tigrinya", "Ukrainian", "Urdu", "Vietnamese",
)  # fmt: skip
TYPED: list[dict[str, Any]] = [
    {"kind": "text", "id": "motto", "label": "Your motto", "limit": 60},
    {"kind": "text", "id": "story", "label": "What changed this year?", "long": True},
    {"kind": "number", "id": "cost", "label": "What does a session cost?", "unit": "£"},
    {"kind": "number", "id": "share", "label": "How much of it is paid by grants?", "unit": "%"},
    {"kind": "date", "id": "began", "label": "When did you begin?",
     "hint": "For example, 28 11 2026. The month may be a word.", "latest": "2026-11-28"},
    {"kind": "date", "id": "month", "label": "In which month is your year's end?",
     "precision": "month"},
    {"kind": "date", "id": "year", "label": "In which year did you move in?", "precision": "year"},
]  # fmt: skip
ORDERED: list[dict[str, Any]] = [
    {"kind": "scale", "id": "ready", "label": "How ready are you for a joint bid?",
     "low_label": "Not at all", "high_label": "Fully"},
    {"kind": "scale", "id": "again", "label": "Would you work with us again?", "low": 0, "high": 10,
     "low_label": "Certainly not", "high_label": "Certainly"},
    {"kind": "matrix", "id": "values", "label": "How far do you agree?", "required": True,
     "items": items("We know our neighbours", "We are asked early enough"),
     "options": items(*LIKERT)},
    {"kind": "ranking", "id": "first", "label": "What should come first?",
     "hint": "1 for the first, 2 for the second, and so on.", "items": items(*HOLIDAYS)},
    {"kind": "split", "id": "money", "label": "How is your income split?",
     "items": items("Grants", "Contracts", "Earned")},
]  # fmt: skip
CHOSEN: list[dict[str, Any]] = [
    {"kind": "single", "id": "main", "label": "Which language do you use most?",
     "options": items(*LANGUAGES)},
    {"kind": "multiple", "id": "others", "label": "Which others do you speak?",
     "options": [*items(*LANGUAGES), {"key": "else", "label": "Another one", "other": True},
                 {"key": "none", "label": "None of these", "exclusive": True}]},
    {"kind": "organisation", "id": "host", "label": "Who holds your accounts?"},
]  # fmt: skip
PARTNERS: list[dict[str, Any]] = [
    {"kind": "roster", "id": "partners", "label": "Which of these do you work with?",
     "unlisted": True, "follow_ups": ["closeness", "frequency", "flows"]},
    {"kind": "trust", "id": "trust", "label": "How far do you trust them?", "of": "partners",
     "visibility": "engine"},
]  # fmt: skip


def a_survey_of_kinds(title: str = "All kinds") -> Survey:
    """An open survey with the kinds of question that the registration does not have."""
    partnership = make.a_partnership()
    for number in range(30):
        make.a_participation(partnership, name=f"{LETTERS[number % 10]} Club {number}")
    parts = {"typed": TYPED, "ordered": ORDERED, "chosen": CHOSEN, "partners": PARTNERS}
    sections = [
        {"id": key, "title": f"Part {key}",
         "questions": [{"visibility": "members", **question} for question in questions]}
        for key, questions in parts.items()
    ]  # fmt: skip
    document = {"id": "kinds", "title": title, "sections": sections}
    survey = create_survey(partnership, title, document)
    open_survey(survey)
    db.session.commit()
    return survey
