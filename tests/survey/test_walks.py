"""Random surveys, walked at random: nothing crashes, nothing that was said is lost."""

import json

from hypothesis import given
from hypothesis import strategies as st

from survey import (
    Answers,
    Context,
    Definition,
    PageForm,
    check_definition,
    columns,
    facts,
    page_after,
    pages,
    progress,
    read_answers,
    rows,
    shown,
    validate,
)
from survey.cleaning import clean_text
from survey.controls import PickControl, TextControl
from tests.survey.inventing import (
    HOSTILE,
    contexts,
    definitions,
    json_values,
    posts,
    stored,
)
from tests.survey.posting import Posted, browser, ids_of, opened, posted


def use_everything(definition: Definition, context: Context, answers: Answers) -> None:
    """Ask everything that can be asked of answers."""
    problems = validate(definition, context, answers)
    assert all(problem.message for problem in problems)
    for row in shown(definition, context, answers):
        assert row.lines
    table = rows(definition, [answers])
    assert len(table[0]) == len(columns(definition, "coordinators"))
    json.dumps([fact.value for fact in facts(definition, answers)], allow_nan=False)
    assert all(p.answered <= p.asked for p in progress(definition, context, answers))


@given(definitions(), contexts(), posts)
def test_any_post_is_read_or_refused_at_a_place_that_is_on_the_page(definition, context, data):
    form = posted(definition, data, context=context)
    anchors = {anchor for anchor, _ in form.problems}
    assert anchors <= set(ids_of(form)) | {field.name for field in form.questions}
    assert bool(form.problems) == bool(form.errors)
    answers = Answers().merged(read_answers(form))
    json.dumps(answers.as_json(), allow_nan=False).encode()
    use_everything(definition, context, answers)


@given(definitions(), contexts(), posts)
def test_what_was_read_is_shown_again_and_read_the_same(definition, context, data):
    answers = Answers().merged(read_answers(posted(definition, data, context=context)))
    again = posted(definition, browser(opened(definition, answers, context)), answers, context)
    for name, value in read_answers(again).items():
        if name in answers:
            assert value == answers[name]
    assert all(name in read_answers(again) for name in answers)


def offers_of(form: PageForm) -> dict[tuple[str, str], str]:
    """Give every tick and box on a page by its name and value."""
    found = {}
    for control in (c for field in form.questions for c in field.controls):
        if isinstance(control, PickControl):
            found |= {(tick.name, tick.value): "tick" for tick in control.ticks}
            found |= {(t.opens.name, ""): "box" for t in control.ticks if t.opens}
        elif isinstance(control, TextControl):
            found[control.name, ""] = "box"
    return found


@st.composite
def honest_walks(draw):
    """Give a survey, its lists, and what somebody ticks and types on its page."""
    definition, context = draw(definitions()), draw(contexts())
    data = Posted()
    for (name, value), shape in offers_of(opened(definition, context=context)).items():
        if shape == "box":
            data[name] = [draw(st.sampled_from(HOSTILE))]
        elif draw(st.integers(0, 3)) == 0:
            data.setdefault(name, []).append(value)
    return definition, context, data


@given(honest_walks())
def test_everything_ticked_or_typed_on_the_page_is_there_again_with_or_without_errors(walk):
    definition, context, data = walk
    again = browser(posted(definition, data, context=context))
    for name, values in data.items():
        expected = [text for text in map(clean_text, values) if text]
        assert sorted(filter(None, again.get(name, []))) == sorted(expected)


@given(honest_walks(), st.randoms(use_true_random=False))
def test_a_walk_through_all_pages_ends_and_every_page_keeps_its_answers(walk, random):
    definition, context, data = walk
    answers = Answers().merged(read_answers(posted(definition, data, context=context)))
    page = pages(definition, context, answers)[0]
    for _ in range(40):
        page = page_after(definition, context, answers, page)
        if page is None:
            break
        offered = [
            key
            for key, shape in offers_of(opened(definition, answers, context, page)).items()
            if shape == "tick"
        ]
        drawn = {name: [value] for name, value in offered if random.random() < 0.5}
        # "Not sure" and "none" stand alone.
        chosen = {name: told for name, told in drawn.items() if f"{name}-special" not in drawn}
        form = posted(definition, chosen, answers, context, page)
        assert form.problems == []
        answers = answers.merged(read_answers(form))
        shown = browser(opened(definition, answers, context, page))
        assert {name: told for name, told in shown.items() if any(told)} == chosen
    assert page is None
    use_everything(definition, context, answers)


@given(definitions(), contexts(), stored)
def test_stored_answers_of_any_shape_crash_nothing(definition, context, values):
    answers = Answers(values)
    use_everything(definition, context, answers)
    for page in pages(definition, context, answers):
        browser(opened(definition, answers, context, page))


@given(json_values | st.dictionaries(st.sampled_from(["id", "sections", "title"]), json_values))
def test_any_json_is_a_definition_or_has_faults(document):
    source = json.dumps(document)
    assert check_definition(source)


@given(definitions())
def test_a_definition_written_and_read_again_is_the_same(definition):
    again = Definition.model_validate_json(definition.model_dump_json())
    assert again == definition
