"""What all responses to a survey come to, question by question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.context import Context
from survey.definition import Definition, Section
from survey.kinds import kind_of
from survey.kinds.counted import Piece
from survey.questions import Question


@dataclass(frozen=True)
class Tally:
    """What all responses say to one question.

    Parameters
    ----------
    section : Section
        Where the question stands.
    question : Question
        The question itself.
    asked, answered, not_asked : int
        Numbers of responses; asked and not asked together are all of them.
    pieces : tuple of Piece
        ``Counts``, ``Measures``, ``Grid`` or ``OtherWords``; empty where answers are not described,
        as with an e-mail address.

    Examples
    --------
    >>> from survey import Context, registration_definition, tallies
    >>> survey = registration_definition("Larkhill")
    >>> first = tallies(survey, Context(), [{"summary": None}, {}])[0]
    >>> first.asked, first.answered, first.not_answered, first.not_asked
    (1, 0, 1, 1)
    """

    section: Section
    question: Question
    asked: int
    answered: int
    not_asked: int
    pieces: tuple[Piece, ...]

    @property
    def not_answered(self) -> int:
        """How many were asked and left it empty."""
        return self.asked - self.answered

    def resting_on(self, least: int) -> tuple[Piece, ...]:
        """Return the pieces that rest on so many responses or more, for pages that must not tell.

        A piece counts ties or records where a response has several; what matters is how many
        responses stand behind it.
        """
        return tuple(piece for piece in self.pieces if piece.answered >= least)


def tallies(
    definition: Definition, context: Context, responses: Iterable[Mapping[str, Any]]
) -> list[Tally]:
    r"""Return what all responses come to, question by question, in the order of the survey.

    Notes are left out, and always so are questions for the engine only. A retired question is in
    it where anybody was asked it.

    Parameters
    ----------
    definition : Definition
        The latest version; it knows all that earlier ones asked, retired where it is no more.
    context : Context
        The lists of the partnership, which have the words for codes.
    responses : iterable of mapping
        What was sent, as ``kept`` gave it, of any version: None for asked and left empty, without
        a key for not asked, as where the version did not have the question yet.

    Returns
    -------
    list of Tally
        One a question; the order of the responses makes no difference.

    Notes
    -----
    With :math:`n` answers :math:`x_{(1)} \le \dots \le x_{(n)}`:

    - *Choices* are counted each by itself, so that counts come to more than the answers where
      several could be chosen.
    - *Numbers*, in their unit: the quantile of share :math:`p` is at :math:`1 + p(n - 1)`, on the
      straight line between neighbours (type 7 of Hyndman and Fan, "Sample Quantiles in Statistical
      Packages", *The American Statistician* 50, 1996); mean and sum are rounded once
      (``math.fsum``). Percentages have no sum. *Scales* have a mean and median so too.
    - *Dates*: first, last and the lower median, which is a day that somebody gave.
    - *Rankings*: the mean place of an item over those who gave it one, how many put it first, and
      how many gave it a place. Being left out counts as no place, not as the last.
    - *Splits*: mean and sum of each item over all answers, no sum of percentages; what is left
      empty counts 0.
    - *Themes*: how many said each level, and the mean weight (0, .3, .6, 1) of those who said one.
    - *Partners*: how many each names, and of all ties how many are how close. How often somebody
      is named is not counted.
    - *Texts*: how many words. Texts themselves are not in a tally, but for those written instead
      of a choice.

    Examples
    --------
    >>> from survey import Context, read_definition, tallies
    >>> survey = read_definition('''{"id": "s", "title": "A survey", "sections": [
    ...     {"id": "one", "title": "You", "questions": [
    ...         {"kind": "number", "id": "staff", "label": "Staff", "visibility": "public"}]}]}''')
    >>> [staff] = tallies(survey, Context(), [{"staff": 3}, {"staff": 6}, {"staff": None}, {}])
    >>> staff.asked, staff.answered, staff.not_asked
    (3, 2, 1)
    >>> {row.key: row.value for row in staff.pieces[0].rows if row.key in ("median", "sum")}
    {'median': 4.5, 'sum': 9.0}
    """
    sent = list(responses)
    found = [
        _tally(section, question, context, sent)
        for section in definition.sections
        for question in section.questions
        if kind_of(question).asks and question.visibility != "engine"
    ]
    return [one for one in found if one.asked or not one.question.retired]


def _tally(
    section: Section, question: Question, context: Context, sent: Sequence[Mapping[str, Any]]
) -> Tally:
    kind = kind_of(question)
    stored = [answers[question.id] for answers in sent if question.id in answers]
    values = [value for value in map(kind.load, stored) if value is not None]
    pieces = tuple(kind.tally(question, context, values))
    return Tally(section, question, len(stored), len(values), len(sent) - len(stored), pieces)
