"""What somebody typed on a page, in words: beside what is kept, or given back to be copied."""

from collections.abc import Sequence
from dataclasses import replace

from flask import request
from wtforms import Form

from portal.surveys.papers import Paper
from survey import Page, PageForm, Shown, read_answers, unasked_beside

# The label of a question, and what was typed as its answer.
Typed = tuple[str, Sequence[str]]


def typed_on(paper: Paper, form: PageForm) -> list[Typed]:
    """Give what was posted of a page, question by question: in words, or as it was typed."""
    rows = {one.question.id: one for one in paper.rows({**paper.answers, **read_answers(form)})}
    found = [
        (field.label.text, rows[key].lines if field.readable and key in rows else field.typed)
        for field in form.questions
        for key in [field.question.id]
        if any(field.raw_data or ())
    ]
    return [(label, [line for line in lines if line]) for label, lines in found]


def versions_on(paper: Paper, form: PageForm) -> list[tuple[Shown, Shown]]:
    """Give what a posted page says otherwise than what is kept, before it, question by question."""
    kept = {row.question.id: row for row in paper.rows()}
    unread = [field for field in form.questions if not field.readable and field.question.id in kept]
    return [
        *paper.differences({**paper.answers, **read_answers(form)}),
        *(
            (replace(row, lines=tuple(field.typed), answered=True), row)
            for field in unread
            for row in [kept[field.question.id]]
        ),
    ]


def typed_in_vain(paper: Paper, here: Page) -> list[Typed]:
    """Give what was posted of the page here for questions that are not asked any more.

    What the page held of them before is left out: it is kept as it was, or known already.
    """
    page = unasked_beside(paper.definition, paper.context, paper.answers, here)
    there = {field.name: field.data for field in paper.form(page, Form).questions}
    found: list[Typed] = []
    for field in paper.form(page, Form, posted=request.form).questions:
        typed = [] if field.readable and field.data == there[field.name] else field.typed
        lines = [*typed, *names_of_files(field.name)]
        if lines:
            found.append((field.label.text, lines))
    return found


def names_of_files(name: str) -> list[str]:
    """Give the names of the files that were posted for a question."""
    return [file.filename for file in request.files.getlist(f"{name}-file") if file.filename]
