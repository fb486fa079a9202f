"""Small surveys that can be read in Welsh, and what their Welsh pages say."""

import json

from portal.surveys.service import create_survey, open_survey
from survey import read_definition, texts
from tests.portal import factories as make
from tests.portal.surveys.factories import QUESTIONS, two_themes

MARK = "Cy: "


def in_welsh(document=QUESTIONS, without=()):
    """Give a definition with words in Welsh for every text, but for some places."""
    found = texts(read_definition(json.dumps(document)))
    words = {place: MARK + text for place, text in found.items() if place not in without}
    return {**document, "translations": {"cy": words}}


def a_welsh_survey(partnership=None, title="Autumn survey", mode="identified", document=QUESTIONS):
    """Make an open survey that can be read in English and in Welsh."""
    partnership = partnership or make.a_partnership()
    two_themes(partnership)
    survey = create_survey(partnership, title, in_welsh(document))
    survey.mode = mode
    open_survey(survey)
    return survey
