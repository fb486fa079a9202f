"""A response together with its questions: what the pages of answering are made from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from math import ceil
from typing import Any

from wtforms import Form

from portal.errors import NotThere
from portal.models.organisations import Participation
from portal.models.surveys import Response, Survey
from portal.surveys.earlier import before_of
from portal.surveys.promises import NO_NAMES_IN_WORDS, has_names, promise_of
from portal.surveys.questionnaires import (
    Audience,
    context_for,
    context_for_preview,
    context_of_response,
    definition_of,
)
from portal.surveys.responses import fingerprint, mark_again
from portal.surveys.service import current_version
from portal.surveys.submissions import latest_submission
from survey import (
    Context,
    Definition,
    NoSuchPage,
    Page,
    PageForm,
    Problem,
    Progress,
    Shown,
    form_for,
    original,
    page_after,
    page_at,
    pages,
    progress,
    shown,
    small,
    tell,
    tell_all,
    validate,
)

QUESTIONS_A_MINUTE = 2
# Kinds in which somebody could write a name.
WRITTEN = {"text", "group"}
NOT_ASKED = tell("Not asked")
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Paper:
    """The questions of a response, its answers so far, and the lists to choose from."""

    definition: Definition
    context: Context
    answers: Mapping[str, Any]
    survey: Survey

    @property
    def title(self) -> str:
        """What the survey is called here: by its coordinators, or by its translation."""
        title = self.definition.title
        return self.survey.title if original(title) is title else title

    @cached_property
    def parts(self) -> list[Progress]:
        """How far each section is."""
        return progress(self.definition, self.context, self.answers)

    @property
    def next_part(self) -> Progress | None:
        """The section to carry on with: one that was begun, else the first not begun."""
        open_parts = [part for part in self.parts if part.status != "done"]
        begun = [part for part in open_parts if part.status == "started"]
        return next(iter(begun or open_parts), None)

    @property
    def minutes(self) -> int:
        """About how many minutes the sections take that are not done."""
        left = sum(part.asked - part.answered for part in self.parts if part.status != "done")
        return ceil(left / QUESTIONS_A_MINUTE)

    def page(self, section: str, follow_up: str = "") -> Page:
        """Give one page, NotThere where these answers have none such."""
        try:
            return page_at(self.definition, self.context, self.answers, section, follow_up)
        except NoSuchPage as error:
            raise NotThere() from error

    def after(self, page: Page) -> Page | None:
        """Give the page that follows, None after the last."""
        return page_after(self.definition, self.context, self.answers, page)

    def form(
        self, page: Page, base: type[Form], find: Mapping[str, str] = NOTHING, posted: Any = None
    ) -> PageForm:
        """Give the form of a page, filled with what was posted, else with the answers so far.

        `posted` stands in place of what the request holds, where something was added to it.
        """
        made = form_for(page, self.context, base, self.answers, find)
        form: PageForm = made(posted) if posted is not None else made()
        for field in form.questions:
            field.who_sees = self.who_sees(field.question, field.who_sees)
        return form

    def who_sees(self, question: Any, usual: str) -> str:
        """Say who sees an answer: what the survey promises comes before what the question says."""
        # What is only for the engine reaches nobody, with or without a name.
        sees = "" if question.visibility == "engine" else promise_of(self.survey).sees
        if sees and self.survey.mode == "anonymous" and question.kind in WRITTEN:
            return tell_all((sees, NO_NAMES_IN_WORDS), " ")
        return sees or usual

    def mark(self, form: PageForm) -> str:
        """Give the mark of the answers that a page is made from."""
        return fingerprint(self.answers, questions_on(form))

    def mark_again(self, form: PageForm, told: Collection[str]) -> str:
        """Give the mark of a posted page of which this much is kept now."""
        seen, there = form["seen"].data or "", questions_on(form)
        return mark_again(seen, self.answers, told=told, questions=there)

    def rows(self, answers: Mapping[str, Any] | None = None) -> list[Shown]:
        """Give all questions with their answers in words, or with other answers."""
        answers = self.answers if answers is None else answers
        return [
            replace(row, who_sees=self.who_sees(row.question, row.who_sees))
            for row in shown(self.definition, self.context, answers)
        ]

    def differences(self, others: Mapping[str, Any]) -> list[tuple[Shown, Shown]]:
        """Give what other answers say otherwise, theirs before these, question by question."""
        mine, theirs = (
            {row.question.id: row for row in rows} for rows in (self.rows(), self.rows(others))
        )
        # A question that only one side is asked is compared with itself left empty.
        found = [
            (theirs.get(key, not_asked(row)), mine.get(key, not_asked(row)))
            for key, row in (theirs | mine).items()
        ]
        return [(one, other) for one, other in found if one.lines != other.lines]

    @cached_property
    def sections(self) -> list[tuple[Any, list[Shown]]]:
        """All questions with their answers in words, section by section."""
        grouped = groupby(self.rows(), key=lambda row: row.section)
        return [(section, list(rows)) for section, rows in grouped]

    @cached_property
    def places(self) -> dict[str, str]:
        """The name, in its section, of the first page that each question stands on."""
        found: dict[str, str] = {}
        for page in pages(self.definition, self.context, self.answers):
            for question in page.questions:
                found.setdefault(question.id, page.follow_up)
        return found

    @cached_property
    def readers(self) -> dict[str, list[str]]:
        """Which questions are seen by whom: the sentence, then the labels that it holds for."""
        found: dict[str, list[str]] = {}
        for row in self.rows():
            found.setdefault(row.who_sees, []).append(row.label)
        return found

    @cached_property
    def problems(self) -> list[Problem]:
        """What is to be put right before the answers can be sent."""
        return validate(self.definition, self.context, self.answers)


def not_asked(row: Shown) -> Shown:
    """Give the row of a question as it stands where it is not asked."""
    return replace(row, lines=(NOT_ASKED,), answered=False)


def paper_of(response: Response, audience: Audience = None, language: str = "") -> Paper:
    """Give the paper of a response as it is now, for the organisation or who answers for it."""
    definition = definition_of(response.version, language)
    context = context_of_response(response, audience)
    return Paper(definition, context, response.answers, response.survey)


def paper_as_sent(response: Response, language: str = "") -> Paper:
    """Give the paper of a response as it was sent last, whatever is being changed since."""
    sent = latest_submission(response) or response
    context = replace(context_of_response(response), as_kept=True)
    return Paper(definition_of(sent.version, language), context, sent.answers, response.survey)


def paper_for_coordinators(response: Response) -> Paper | None:
    """Give what a response has sent, without what coordinators may not see.

    None where the survey promises that nobody reads answers with names.
    """
    if not has_names(response.survey):
        return None
    sent = latest_submission(response) or response
    before = before_of(response.survey, response.participation, by_itself=False)
    blank = context_for_preview(response.survey)
    context = replace(blank, before=before, as_kept=True, audience="coordinators")
    return Paper(definition_of(sent.version), context, sent.answers, response.survey)


def blank_paper(survey: Survey, participation: Participation, language: str = "") -> Paper:
    """Give the paper that an organisation would begin on."""
    definition = definition_of(current_version(survey), language)
    return Paper(definition, context_for(survey, participation), {}, survey)


def preview_paper(survey: Survey) -> Paper:
    """Give the paper as an organisation would find it of which nothing is known."""
    return Paper(definition_of(current_version(survey)), context_for_preview(survey), {}, survey)


def faults_on(form: PageForm) -> list[dict[str, str]]:
    """List what is to be put right on a page, each with its place and words that stand alone."""
    found = []
    for field in form.questions:
        labels = labels_of(field) if field.composite and not field.names_places else {}
        for anchor, message in field.problems:
            words = beside(labels.get(anchor, ""), message)
            found.append({"text": words, "href": f"#{anchor}"})
    return found


def beside(label: str, message: str) -> str:
    """Give a message with the label of what it is about, which may be a question by itself."""
    if label.endswith("?"):
        return tell_all((label, message), " ")
    return tell("{label}: {words}", label=label, words=small(message)) if label else message


def labels_of(field: Any) -> dict[str, str]:
    """Give the label of each control of a question by the place that it is linked at."""
    return {
        control.anchor: control.label or control.ticks[0].label
        for control in field.controls
        if control.errors
    }


def questions_on(form: PageForm) -> list[str]:
    """Give the ids of the questions on a page."""
    return [field.question.id for field in form.questions]
