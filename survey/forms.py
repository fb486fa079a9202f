"""WTForms classes for the pages of a survey, built on a base that the caller passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from wtforms import Field, Form
from wtforms.utils import unset_value

from survey.asking import Course
from survey.cleaning import clean_text
from survey.context import Context
from survey.controls import Control, PickControl, Raw, RecordView, Sheet, Slip
from survey.kinds import Kind, Reading, kind_of
from survey.narrowing import narrowed
from survey.paging import Page
from survey.questions import Question
from survey.words import tell

NOTHING: Mapping[str, str] = {}


class QuestionField(Field):
    """One question on a page: what a template needs to show it, and the answer it gives.

    ``question``, ``kind`` (its name), ``hint``, ``who_sees`` (a sentence), ``composite`` (several
    controls, the label stands over them), ``asks`` (False for a note), ``prefilled`` (what is known
    already, for "is this still right?"), ``controls``, ``own_errors``, ``problems``, ``data``
    (JSON, None: not answered).
    """

    def __init__(
        self, question: Question, kind: Kind[Any, Any], context: Context, before: Any,
        prefilled: bool = False, find: Mapping[str, str] = NOTHING, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(label=question.label, description=question.hint, **kwargs)
        self.question, self.kind, self.hint = question, kind.name, question.hint
        self.composite, self.who_sees = kind.composite, kind.who_sees(question)
        self.asks, self.names_places = kind.asks, kind.names_places
        self._landing: str | None = None
        self.prefilled = prefilled
        self.slips: tuple[Slip, ...] = ()
        self._kind, self._context, self._before, self._find = kind, context, before, find

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take what was posted, else what was answered before or is known already."""
        before = {} if self._before is None else self._kind.write(self.question, self._before)
        if formdata is None:
            self._raw: Raw = before
            self._reading: Reading[Any] = Reading(self._before)
        else:
            posted = _posted(self.name, formdata)
            self._reading = self._kind.read(self.question, self._context, posted, self._before)
            value = self._reading.value
            self._raw = self._kind.shown_again(self.question, before, posted, value)
            self._landing = self._kind.lands_on(self.question, posted, value)
            self.prefilled = False
        self.raw_data = [text for texts in self._raw.values() for text in texts]
        self.data = self.object_data = self._kind.store(self._reading.value)

    def validate(self, form: Any, extra_validators: Sequence[Any] = ()) -> bool:
        """Judge the answer; afterwards each control has its errors."""
        value = self._reading.value
        rules = self._kind.slips(self.question, self._context, value)
        self.slips = self._reading.slips or rules
        self.process_errors = list(dict.fromkeys(slip.message for slip in self.slips))
        return bool(super().validate(form, extra_validators))

    def refuse(self, slips: Sequence[Slip]) -> None:
        """Add what is to put right because of other answers."""
        self.slips += tuple(slips)
        self.errors = [slip.message for slip in self.slips]

    @property
    def readable(self) -> bool:
        """Whether all that was typed could be understood, be it complete or not."""
        return not self._reading.slips

    @property
    def controls(self) -> list[Control]:
        """The text boxes and sets of ticks to show, in order."""
        sheet = Sheet(self.name, self._raw, self.slips, self._find)
        return list(self._kind.controls(self.question, self._context, sheet))

    @property
    def typed(self) -> list[str]:
        """What stands in the controls, understood or not, each with its label where it has one."""
        return [
            tell("{label}: {words}", label=control.label, words=control.said)
            if self.composite and control.label
            else control.said
            for control in self.controls
            if control.said
        ]

    @property
    def records(self) -> list[RecordView]:
        """The controls record by record, where the question has records."""
        sheet = Sheet(self.name, self._raw, self.slips, self._find)
        return list(self._kind.records(self.question, self._context, sheet))

    @property
    def landing(self) -> str | None:
        """The id to go on at where a button of the question's own was pressed, else None."""
        if self._landing is None:
            return None
        return f"{self.name}-{self._landing}" if self._landing else self.name

    @property
    def own_errors(self) -> list[str]:
        """The errors that stand at the question itself, not at one of several controls."""
        return [s.message for s in self.slips if self.composite and not s.part]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Pairs of anchor and message for an error summary."""
        controls = self.controls
        top = controls[0].anchor if controls else self.name
        found = [(top, message) for message in self.own_errors]
        for control in controls:
            found += [(control.anchor, message) for message in control.errors]
            boxes = [t.opens for t in control.ticks] if isinstance(control, PickControl) else []
            found += [(box.anchor, message) for box in boxes if box for message in box.errors]
        return found


class PageForm(Form):
    """A page of a survey as a form: ``page`` tells which, ``questions`` holds its fields.

    ``course_with`` takes the answers of the page and gives what is asked with them.
    """

    page: Page
    course_with: Callable[[Mapping[str, Any]], Course]

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge each answer, then the rules between them and the answers of other pages."""
        fine = bool(super().validate(extra_validators))
        for field, slips in self._broken() if self.page.kind is None else ():
            field.refuse(slips)
            fine = fine and not slips
        return fine

    def _broken(self) -> Iterator[tuple[QuestionField, list[Slip]]]:
        """The fields with the rules that do not hold; what could not be read is not known."""
        unread = {field.question.id: None for field in self.questions if not field.readable}
        course = self.course_with(unread | read_answers(self))
        for field in self.questions:
            if field.readable:
                yield field, course.broken(field.question)

    @property
    def questions(self) -> list[QuestionField]:
        """The fields that are questions, in order; others, such as a token, are left out."""
        return [field for field in self if isinstance(field, QuestionField)]

    @property
    def landing(self) -> str | None:
        """The id to go on at where a button of one of the questions was pressed, else None."""
        return next((field.landing for field in self.questions if field.landing is not None), None)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Pairs of anchor and message for an error summary."""
        return [problem for field in self.questions for problem in field.problems]


def form_for(
    page: Page,
    context: Context,
    base: type[Form],
    answers: Mapping[str, Any],
    find: Mapping[str, str] = NOTHING,
) -> type[PageForm]:
    """Return the form class of a page.

    Called without form data it shows the answers so far, or for a question that was not asked
    yet what the context knows; with form data it reads what was posted.

    Parameters
    ----------
    page : Page
        From ``pages`` or ``page_at``.
    context : Context
        The lists to choose from.
    base : type of wtforms.Form
        What the class is built on; a FlaskForm brings its token.
    answers : mapping of str to object
        The answers so far.
    find : mapping of str to str
        Words to find in long lists, by the name of the control; what is ticked already stays
        shown.

    Returns
    -------
    type of PageForm
        A field named ``q_<question id>`` for each question.

    Examples
    --------
    >>> from wtforms import Form
    >>> from survey import Context, form_for, page_at, registration_definition
    >>> survey = registration_definition("Larkhill Youth Partnership")
    >>> page = page_at(survey, Context(), {}, "about")
    >>> form = form_for(page, Context(), Form, {"summary": "A youth club"})()
    >>> form.questions[0].controls[0].value
    'A youth club'
    """

    def course_with(given: Mapping[str, Any]) -> Course:
        return Course(page.definition, context, {**answers, **given})

    fields = {f"q_{q.id}": _field(q, page, context, answers, find) for q in page.questions}
    more = {"page": page, "course_with": staticmethod(course_with)}
    made = cast("Any", type(base))("SurveyPage", (PageForm, base), {**fields, **more})
    return cast("type[PageForm]", made)


def read_answers(form: PageForm) -> dict[str, Any]:
    """Return the answers of a posted page, to be merged: question id to JSON value.

    None stands for a question left empty. A question with something that could not be read is
    left out, so its former answer stays; all others can be saved even where the page has errors.
    """
    answered = [field for field in form.questions if field.asks and field.readable]
    return {field.question.id: field.data for field in answered}


def _field(
    question: Question, page: Page, context: Context, answers: Mapping[str, Any],
    find: Mapping[str, str],
) -> Any:  # fmt: skip
    kind = page.kind or kind_of(question)
    context = narrowed(question, context, answers)
    if question.id in answers:
        before = kind_of(question).draft(answers[question.id])
        return QuestionField(question, kind, context, before, find=find)
    known = kind.known(question, context)
    return QuestionField(question, kind, context, known, known is not None, find)


def _posted(name: str, formdata: Any) -> dict[str, list[str]]:
    """Return what was posted for a question, by part; files and the like are left out."""
    parts = {key: key[len(name) + 1 :] for key in formdata if key.startswith(f"{name}-")}
    if name in formdata:
        parts[name] = ""
    return {
        part: [clean_text(text) for text in formdata.getlist(key) if text and isinstance(text, str)]
        for key, part in parts.items()
    }
