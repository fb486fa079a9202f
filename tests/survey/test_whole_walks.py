"""Whole surveys at random: parts, conditions on answers of every kind, languages, changed minds.

Nothing that is asked is lost, nothing that is not asked is kept, and every walk comes to an end at
which the answers can be sent.
"""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from survey import (
    Answers,
    Definition,
    check_definition,
    kept,
    page_after,
    pages,
    read_answers,
    read_definition,
    shown,
    texts,
    translated,
    validate,
)
from survey.kinds import KINDS
from tests.survey.inventing import SETTINGS, contexts, questions
from tests.survey.posting import browser, opened, posted
from tests.survey.test_walks import offers_of

MOST_STEPS = 80
# A formula that makes sense for the answer of a kind, and one that looks into what was chosen.
ASKS = {
    "text": ["contains({0}, 'a')"],
    "number": ["{0} > 3", "{0} + 1 <= 5"],
    "yes_no": ["{0} = yes", "{0} != no"],
    "single": ["{0} = 'k0'", "{0} = 'k1' or {0} = 'k0'"],
    "multiple": ["{0} has 'k0'", "count({0}) > 1"],
    "scale": ["{0} >= 2"],
}
ANY = ["answered({0})", "not answered({0})", "asked({0})"]


@st.composite
def whole_surveys(draw: st.DrawFn) -> Definition:
    """Give a survey of up to three parts, with questions of all kinds that rest on one another."""
    size = draw(st.integers(2, 6))
    roster = {"kind": "roster", "id": "q0", "label": "Who?", "visibility": "members"}
    listed = [roster if draw(st.booleans()) else draw(questions(0))]
    listed += [draw(questions(n)) for n in range(1, size)]
    if listed[0]["kind"] != "roster":
        listed = [text(n) if one["kind"] == "trust" else one for n, one in enumerate(listed)]
    cuts = sorted(draw(st.sets(st.integers(1, size - 1), max_size=2)))
    for first, after in pairwise([0, *cuts, size]):
        if all(one["kind"] == "note" for one in listed[first:after]):
            listed[first] = text(first)
    parts = [listed[first:after] for first, after in pairwise([0, *cuts, size])]
    for n, question in enumerate(listed[1:], 1):
        if draw(st.booleans()):
            earlier = draw(st.sampled_from(listed[:n]))
            forms = ANY + 3 * ASKS.get(earlier["kind"], [])
            question["show_if"] = draw(st.sampled_from(forms)).format(earlier["id"])
            if check_definition(document(parts)):
                del question["show_if"]
    return read_definition(document(parts))


def text(n: int) -> dict[str, str]:
    """Give a plain question."""
    return {"kind": "text", "id": f"q{n}", "label": "Q", "visibility": "public"}


def document(parts: list[list[dict]]) -> str:
    """Write a survey of these parts."""
    filled = [
        {"id": f"s{n}", "title": f"Part {n}", "questions": part} for n, part in enumerate(parts)
    ]
    return json.dumps({"id": "survey", "title": "A survey", "sections": filled})


def fill(draw, definition, context, answers, page):
    """Post a page with whatever somebody ticks and types; give what could be read."""
    data: dict[str, list[str]] = {}
    for (name, value), shape in offers_of(opened(definition, answers, context, page)).items():
        if shape == "box":
            data[name] = [draw(st.sampled_from(["", "1", "2", "12", "a", "£3", "\u202eabc"]))]
        elif draw(st.booleans()):
            data.setdefault(name, []).append(value)
    return read_answers(posted(definition, data, answers, context, page))


def walk(draw, definition, context, answers):
    """Answer page after page to the end."""
    page, steps = pages(definition, context, answers)[0], 0
    while page is not None:
        steps += 1
        assert steps <= MOST_STEPS, "a walk without an end"
        answers = answers.merged(fill(draw, definition, context, answers, page))
        page = page_after(definition, context, answers, page)
    return answers


def where(listed):
    """Give the addresses of pages and what each asks."""
    return [(one.section.id, one.follow_up, [q.id for q in one.questions]) for one in listed]


def check_end(definition, context, answers):
    """See what would be sent against what is asked, and whether what is amiss can be mended."""
    sent, listed = kept(definition, context, answers), pages(definition, context, answers)
    asked = {row.question.id for row in shown(definition, context, answers)}
    assert set(sent) == asked, "kept is what is asked, no more and no less"
    for key, value in sent.items():
        assert value is None or key in answers
    on_pages = {one.id for page in listed for one in page.questions}
    assert {one.question_id for one in validate(definition, context, answers)} <= on_pages
    # What was sent, opened again for changing, asks the same and shows the same.
    again = Answers(sent)
    assert kept(definition, context, again) == sent
    assert where(pages(definition, context, again)) == where(listed)
    for page in listed:
        before = browser(opened(definition, answers, context, page))
        assert browser(opened(definition, again, context, page)) == before
    return sent


@given(whole_surveys(), contexts(), st.data())
def test_walks_through_whole_surveys_keep_all_that_is_asked_and_nothing_else(
    definition, context, data
):
    answers = walk(data.draw, definition, context, Answers())
    check_end(definition, context, answers)
    page = data.draw(st.sampled_from(pages(definition, context, answers)))
    changed = answers.merged(fill(data.draw, definition, context, answers, page))
    sent = check_end(definition, context, changed)
    amended = walk(data.draw, definition, context, Answers(sent))
    check_end(definition, context, amended)


@given(whole_surveys(), contexts(), st.data())
def test_a_walk_that_changes_its_language_on_the_way_keeps_the_same(definition, context, data):
    loud = {place: f"{words}!" for place, words in texts(definition).items()}
    whole = definition.model_copy(update={"translations": {"cy": loud}})
    answers = walk(data.draw, translated(whole, "cy"), context, Answers())
    assert kept(whole, context, answers) == kept(translated(whole, "cy"), context, answers)
    check_end(translated(whole, "cy"), context, walk(data.draw, whole, context, answers))


def test_every_kind_of_question_is_among_those_that_are_invented():
    assert set(SETTINGS) == set(KINDS)
