"""Two waves of a survey that tests run: the second looks back at the first."""

from copy import deepcopy

from portal.models.base import db
from portal.surveys.following import let_follow
from portal.surveys.modes import set_mode
from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make

FIRST = {
    "id": "health",
    "title": "How are we doing?",
    "sections": [
        {
            "id": "one",
            "title": "One",
            "questions": [
                {"kind": "yes_no", "id": "joined", "label": "Joined a group?"},
                {"kind": "number", "id": "staff", "label": "How many staff?"},
                {"kind": "text", "id": "apart", "label": "Who not?", "visibility": "engine"},
            ],
        }
    ],
}
SECOND = deepcopy(FIRST) | {"title": "How are we doing now?"}
SECOND["sections"][0]["questions"] += [
    {"kind": "text", "id": "going", "label": "How does it go?", "show_if": "before.joined = yes"},
    {"kind": "number", "id": "more", "label": "You said {before.staff}. And {before.apart}?"},
]
for wave in (FIRST, SECOND):
    for question in wave["sections"][0]["questions"]:
        question.setdefault("visibility", "coordinators")
# In the second wave the same question is for the coordinators, so that it could be told.
SECOND["sections"][0]["questions"][2]["visibility"] = "coordinators"


def two_waves(mode="identified", partnership=None):
    """An open survey and an open one that follows it."""
    partnership = partnership or make.a_partnership()
    first = create_survey(partnership, "First wave", FIRST)
    second = create_survey(partnership, "Second wave", SECOND)
    for wave in (first, second):
        set_mode(wave, mode)
        open_survey(wave)
    let_follow(second, first)
    db.session.commit()
    return first, second
