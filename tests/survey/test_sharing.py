"""What an organisation does not agree to share is seen by fewer, and never by more."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import Context, check_definition, facts, read_definition, shown
from survey.sharing import seen_by
from survey.visibility import ORDER, WORDS

SHARED = ("public", "members", "infrastructure")


def survey(shared=SHARED, visibility="public"):
    items = [{"key": f"to_{level}", "label": f"Show {level}", "shares": level} for level in shared]
    items.append({"key": "news", "label": "Send us news"})
    question = {"kind": "number", "id": "staff", "label": "Staff?", "feeds": "staff"}
    consent = {"kind": "consent", "id": "ok", "label": "OK?", "items": items}
    questions = [{**question, "visibility": visibility}, {**consent, "visibility": "coordinators"}]
    sections = [{"id": "one", "title": "You", "questions": questions}]
    return read_definition(json.dumps({"id": "s", "title": "S", "sections": sections}))


def agreed(*levels):
    return {"staff": 3, "ok": {f"to_{level}": level in levels for level in SHARED}}


@pytest.mark.parametrize(
    ("visibility", "levels", "seen"),
    [
        ("public", SHARED, "public"),
        ("public", ("members", "infrastructure"), "members"),
        ("public", ("infrastructure",), "infrastructure"),
        ("members", ("public",), "coordinators"),
        ("infrastructure", (), "coordinators"),
        ("coordinators", (), "coordinators"),
    ],
)
def test_what_was_not_agreed_to_is_seen_by_the_next_fewer(visibility, levels, seen):
    definition = survey(visibility=visibility)
    (fact,) = facts(definition, agreed(*levels))
    assert fact.visibility == seen
    assert shown(definition, Context(), agreed(*levels))[0].who_sees == WORDS[seen]


def test_an_audience_that_the_survey_does_not_ask_about_sees_what_is_meant_for_it():
    (fact,) = facts(survey(shared=("members",), visibility="infrastructure"), {"staff": 3})
    assert fact.visibility == "infrastructure"


def test_silence_is_a_no():
    (fact,) = facts(survey(), {"staff": 3})
    assert fact.visibility == "coordinators"


def test_there_is_nobody_to_ask_about_the_coordinators():
    document = survey().model_dump(mode="json", exclude_defaults=True)
    document["sections"][0]["questions"][1]["items"][0]["shares"] = "coordinators"
    (fault,) = check_definition(json.dumps(document))
    assert fault.place == "sections[0].questions[1].items[0].shares"


@given(st.sampled_from(ORDER), st.sets(st.sampled_from(SHARED)), st.sets(st.sampled_from(SHARED)))
def test_consent_never_widens_and_never_hides_from_the_coordinators(visibility, asked, levels):
    definition = survey(tuple(asked), visibility)
    seen = seen_by(definition, agreed(*levels), definition.question("staff"))
    assert ORDER.index(seen) >= ORDER.index(visibility)
    assert (seen == "engine") == (visibility == "engine")
