"""Two waves of a survey in confidence: one that has closed, and one that opens by itself."""

import json
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from portal.demonstration.answering import answer
from portal.demonstration.replies import picked
from portal.inviting.invitations import make_invitation, mark_opened
from portal.models.days import today
from portal.models.organisations import Participation
from portal.models.partnerships import Partnership
from portal.models.surveys import Survey
from portal.surveys.modes import set_mode
from portal.surveys.responses import start_response
from portal.surveys.service import close_survey, create_survey, current_version, open_survey
from portal.surveys.versions import copy_survey, publish_step
from survey import read_definition

TITLE, NEXT = "Partnership health", "Partnership health, a year on"
NOTE = "Asks how what was begun goes on"
ASKED, ANSWERED, BEGUN = 22, 14, 16
AGREE = ("not_at_all", "rather_not", "rather", "rather", "fully", "fully")
STORIES = (
    "A holiday club in turns: each of us takes two days a week.",
    "We lend each other the minibus on Saturdays.",
    "One evening a month where the young people of both clubs cook together.",
    None,
)
CHANGES = (
    "Shorter meetings, and some in the evening. Volunteers cannot come at eleven in the morning.",
    "Say earlier when money is coming. Two weeks are not enough to find partners.",
    "One form for all funders, please.",
    "The same three organisations always speak first.",
    "More of us should come from the south of the city.",
    None,
    None,
)
# What the later wave asks those who had begun something.
LATER: list[dict[str, Any]] = [
    {
        "kind": "single",
        "id": "goes_on",
        "label": "You had begun something with somebody. Does it go on?",
        "show_if": "before.begun = yes",
        "visibility": "coordinators",
        "options": [
            {"key": "more", "label": "Yes, and there is more of it"},
            {"key": "same", "label": "Yes, as before"},
            {"key": "ended", "label": "No, it has ended"},
        ],
    },
    {
        "kind": "text",
        "id": "since",
        "label": "What has changed since then?",
        "hint": "A year ago you said of the time that you give: {before.worth}",
        "show_if": "answered(before.worth)",
        "long": True,
        "limit": 400,
        "visibility": "coordinators",
    },
]


def run_waves(partnership: Partnership, participations: list[Participation]) -> Survey:
    """Ask some organisations in confidence, close, and let the next wave open by itself."""
    document = Path(__file__).with_name("health.json").read_text(encoding="utf-8")
    survey = create_survey(partnership, TITLE, document)
    set_mode(survey, "confidential")
    open_survey(survey)
    for number, participation in enumerate(participations[:ASKED]):
        take_part(survey, participation, number)
    close_survey(survey)
    schedule_next(survey)
    return survey


def take_part(survey: Survey, participation: Participation, number: int) -> None:
    """Invite one organisation; most answer, some only begin."""
    invitation, _ = make_invitation(survey, participation, participation.contact_email)
    invitation.sent_at = invitation.created_at
    if number >= BEGUN:
        return
    mark_opened(invitation)
    if number < ANSWERED:
        answer(survey, participation, health_of(Random(number)), sent=True)  # noqa: S311
    else:
        start_response(survey, participation)


def health_of(dice: Random) -> dict[str, Any]:
    """Make up what one organisation thinks; some leave out what they have no view of."""
    meeting, paper = dice.choice((20, 30, 40, 50)), dice.choice((10, 20, 30))
    begun = dice.choice(("yes", "yes", "no", "not_sure"))
    gained = dice.sample(("contacts", "referrals", "rooms", "funding"), dice.randrange(4))
    return {
        "worth": dice.choice((2, 3, 3, 4, 4, 5)),
        "agreement": {
            key: dice.choice(AGREE[start : start + 4])
            for key, start in (("purpose", 2), ("fair", 1), ("small", 0), ("money", 0))
        },
        "meetings": {"choice": dice.choice(("monthly", "quarterly", "quarterly", "yearly"))},
        "time": {"meeting": meeting, "delivering": 100 - meeting - paper, "paper": paper},
        "gained": picked(gained or ["nothing"]),
        "begun": begun,
        "story": dice.choice(STORIES) if begun == "yes" else None,
        "first": dice.sample(("bid", "training", "calendar", "voice", "directory"), 3),
        "hope": dice.choice((2, 3, 4, 4, 5, 5)),
        "change": dice.choice(CHANGES),
    }


def schedule_next(survey: Survey) -> Survey:
    """Let a copy that looks back at the answers open by itself in two months."""
    later = copy_survey(survey, NEXT)
    document = deepcopy(current_version(later).definition)
    document["sections"][1]["questions"] += LATER
    definition = read_definition(json.dumps(document))
    publish_step(later, definition, base=1, note=NOTE)
    first = today() + timedelta(days=60)
    open_survey(later, first + timedelta(days=28), first_day=first)
    return later
