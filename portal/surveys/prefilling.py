"""What a page fills in beforehand becomes an answer once somebody says that it is still right."""

from typing import Any

from wtforms import Form

from portal.surveys.papers import Paper
from survey import PageForm, read_answers


def told_on(paper: Paper, form: PageForm, *, confirmed: bool) -> dict[str, Any]:
    """Give the answers of a posted page.

    What was filled in from what is known, and left as it was, is told by saving the page to go on
    (`confirmed`). Whoever leaves, or looks for a name, has said nothing of it yet; else it would be
    dated today though nobody looked at it.
    """
    answers = read_answers(form)
    if confirmed:
        return answers
    untouched = prefilled_on(paper, form)
    return {
        question: value
        for question, value in answers.items()
        if question not in untouched or value != untouched[question]
    }


def prefilled_on(paper: Paper, form: PageForm) -> dict[str, Any]:
    """Give what a page fills in beforehand: the answers by their questions."""
    fields = paper.form(form.page, Form).questions
    return {field.question.id: field.data for field in fields if field.prefilled}
