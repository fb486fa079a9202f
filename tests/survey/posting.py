"""What a browser does with a page of a survey: what it would post, and what it shows."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Form

from survey import (
    Answers,
    Choice,
    Context,
    Definition,
    Page,
    PageForm,
    check_definition,
    form_for,
    page_at,
    read_answers,
    read_definition,
    shown,
)
from survey.controls import Control, FileControl, PickControl, TextControl

PLACES = {"M40 5BE": (53.51, -2.18)}


class Posted(dict[str, list[str]]):
    """Form data as a web framework hands it over."""

    def getlist(self, key: str) -> list[str]:
        """Give all values of a name."""
        return self.get(key, [])


def small_context(**changes: Any) -> Context:
    """Give a context with short lists of everything."""
    lists: dict[str, Any] = {
        "themes": [Choice("play", "Open-access play"), Choice("care", "Young carers")],
        "areas": [
            Choice("moston", "Moston", group="North"),
            Choice("hulme", "Hulme", group="Central"),
        ],
        "organisations": [Choice("ash", "Ash Lane Club"), Choice("birch-2", "Birch Fields")],
        "offers": [Choice("minibus", "A minibus"), Choice("kitchen", "A kitchen")],
        "ages": [Choice("0-4", "0 to 4"), Choice("5-9", "5 to 9")],
        "find_postcode": PLACES.get,
    }
    return Context(**{**lists, **changes})


def survey_of(*questions: Mapping[str, Any]) -> Definition:
    """Give a survey of one section with these questions, ids and visibility filled in."""
    filled = [
        {"id": f"q{n}", "label": f"Question {n}", "visibility": "members", **question}
        for n, question in enumerate(questions)
    ]
    return read_definition(document_of({"id": "one", "title": "One", "questions": filled}))


def question(key: str, kind: str = "yes_no", **more: Any) -> dict[str, Any]:
    """Give a question with its words filled in."""
    return {"kind": kind, "id": key, "label": key.title(), "visibility": "members", **more}


def document_of(*sections: Mapping[str, Any], **more: Any) -> str:
    """Give the document of a survey of these sections, their ids and titles filled in."""
    filled = [{"id": f"s{n}", "title": f"Part {n}", **one} for n, one in enumerate(sections)]
    return json.dumps({"id": "survey", "title": "A survey", "sections": filled, **more})


def faults_of(*questions: Mapping[str, Any]) -> list[str]:
    """Give what is wrong in a survey of one section with these questions."""
    return [str(fault) for fault in check_definition(document_of({"questions": questions}))]


def first_page(definition: Definition, context: Context, answers: Mapping[str, Any]) -> Page:
    """Give the page of the first section."""
    return page_at(definition, context, answers, definition.sections[0].id)


def opened(
    definition: Definition,
    answers: Mapping[str, Any] | None = None,
    context: Context | None = None,
    page: Page | None = None,
    find: Mapping[str, str] | None = None,
) -> PageForm:
    """Give the form of a page as it opens."""
    there, known = context or small_context(), answers or Answers()
    page = page or first_page(definition, there, known)
    return form_for(page, there, Form, known, find or {})()


def posted(
    definition: Definition,
    data: Mapping[str, Sequence[str]],
    answers: Mapping[str, Any] | None = None,
    context: Context | None = None,
    page: Page | None = None,
) -> PageForm:
    """Give the form of a page that was posted, judged."""
    there, known = context or small_context(), answers or Answers()
    page = page or first_page(definition, there, known)
    form = form_for(page, there, Form, known)(Posted({k: list(v) for k, v in data.items()}))
    form.validate()
    return form


def answer_to(question: Mapping[str, Any], data: Mapping[str, Sequence[str]], **given: Any) -> Any:
    """Post a page with this one question and give what is stored for it."""
    return read_answers(posted(survey_of(question), data, **given))["q0"]


def errors_of(question: Mapping[str, Any], data: Mapping[str, Sequence[str]], **given: Any) -> list:
    """Post a page with this one question and give its error summary."""
    return posted(survey_of(question), data, **given).problems


def lines_of(question: Mapping[str, Any], answer: Any) -> tuple[str, ...]:
    """Give the lines in which people read a stored answer to this one question."""
    return shown(survey_of(question), small_context(), {"q0": answer})[0].lines


def follow(
    definition: Definition,
    answers: Mapping[str, Any],
    name: str,
    data: Mapping[str, Sequence[str]],
    context: Context | None = None,
) -> Answers:
    """Post a further page of the first section, without a slip; give the answers with it."""
    there = context or small_context()
    page = page_at(definition, there, answers, definition.sections[0].id, name)
    form = posted(definition, data, answers, there, page)
    assert form.problems == []
    return Answers(answers).merged(read_answers(form))


def browser(form: PageForm) -> Posted:
    """Give what a browser would post from the page as it stands."""
    data = Posted()
    for field in form.questions:
        for control in field.controls:
            for name, value in _filled(control):
                data.setdefault(name, []).append(value)
    return data


def _filled(control: Control) -> list[tuple[str, str]]:
    if isinstance(control, TextControl):
        return [(control.name, control.value)]
    if isinstance(control, FileControl):
        return [(f"{control.name}-kept", one.id) for one in control.kept]
    ticked = [(tick.name, tick.value) for tick in control.ticks if tick.checked]
    boxes = [tick.opens for tick in control.ticks if tick.opens]
    return ticked + [(box.name, box.value) for box in boxes]


def labels_of(control: PickControl) -> list[str]:
    """Give the words of the ticks of a control, in order."""
    return [tick.label for tick in control.ticks]


def ids_of(form: PageForm) -> list[str]:
    """Give the ids that a page's boxes and ticks have."""
    found = []
    for control in (c for field in form.questions for c in field.controls):
        if isinstance(control, PickControl):
            found += [tick.id for tick in control.ticks]
            found += [tick.opens.id for tick in control.ticks if tick.opens]
        elif isinstance(control, FileControl):
            found += [control.id, *(f"{control.name}-remove-{one.id}" for one in control.kept)]
        else:
            found.append(control.id)
    return found
