"""What a survey needs to know of the place it is asked in: its lists and what is known already."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Any, Literal

from survey.errors import BadContext
from survey.visibility import Visibility
from survey.words import Catalogue

_ENGLISH = NullTranslations()
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}")


@dataclass(frozen=True)
class Choice:
    """One entry of a list that people choose from.

    Parameters
    ----------
    code : str
        What is stored: letters, digits, ``-`` and ``_``, at most 128, never used for another entry.
    label : str
        What people read.
    hint : str
        A few words under the label.
    group : str
        Heading that the entry stands under, such as a part of town.
    retired : bool
        No longer offered; still shown to those who chose it.
    also : str
        Further words by which it is found, such as where an organisation works.
    place : (float, float), optional
        Where it lies, latitude and longitude in degrees, for a map beside the list.

    Raises
    ------
    BadContext
        If the code holds anything else.

    Examples
    --------
    >>> Choice("moston", "Moston", group="North").label
    'Moston'
    """

    code: str
    label: str
    hint: str = ""
    group: str = ""
    retired: bool = False
    also: str = ""
    place: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            message = "is not a code: use letters, digits, - and _, at most 128"
            raise BadContext("choice", self.code, message)


@dataclass(frozen=True)
class StoredFile:
    """A file that came with an answer, as far as its pages tell of it.

    Parameters
    ----------
    id : str
        What the answer holds.
    question_id : str
        The question that it came with.
    name : str
        What people read.
    size : int
        Bytes.
    state : str
        ``quarantined`` until it was looked at, then ``released`` or ``refused``.
    finding : str
        Why it was refused, as words after a colon.

    Examples
    --------
    >>> StoredFile("f1", "plan", "Our plan.pdf", 1_300_000, "released").size_words
    '1.2 MB'
    """

    id: str
    question_id: str
    name: str
    size: int
    state: Literal["quarantined", "released", "refused"]
    finding: str = ""

    @property
    def size_words(self) -> str:
        """The size as people read it."""
        if self.size >= 100 * 1024:
            return f"{self.size / 1024 / 1024:.1f} MB"
        return f"{max(1, round(self.size / 1024))} kB"


@dataclass(frozen=True)
class Context:
    """The lists of a partnership and what is known of the one who answers.

    Parameters
    ----------
    themes, areas, organisations, offers, ages : sequence of Choice
        What the pickers offer, in the order to show; ``offers`` is the one list for offers and
        needs; leave the organisation that answers out of ``organisations``.
    known : mapping of str to object
        Profile field to its value, for "is this still right?"; same shapes as ``Fact.value``.
    before : mapping of str to object
        The answers to an earlier survey with the same ids, for conditions that look at them.
    find_postcode : callable, optional
        Takes ``"M40 5BE"``, returns (latitude, longitude) in degrees or None.
    files : sequence of StoredFile, optional
        The files that came with the answers; None where none can be kept, as in a preview.
    refusals : mapping of str to sequence of str
        By the id of a question: why files that were posted just now were not kept.
    as_kept : bool
        The answers are those that something was sent with, as ``kept`` gave them: what was asked is
        what is among them, whatever has become known since.
    audience : str, optional
        Who fills in or reads on behalf of the organisation; questions they may not see are not
        asked. None: the organisation itself.
    catalogue : Catalogue
        The language that words are typed in besides English, such as the names of months.

    Raises
    ------
    BadContext
        If a list holds a code twice.

    Examples
    --------
    >>> Context(ages=[Choice("5-9", "5 to 9")]).ages[0].code
    '5-9'
    """

    themes: Sequence[Choice] = ()
    areas: Sequence[Choice] = ()
    organisations: Sequence[Choice] = ()
    offers: Sequence[Choice] = ()
    ages: Sequence[Choice] = ()
    known: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    find_postcode: Callable[[str], tuple[float, float] | None] | None = None
    files: Sequence[StoredFile] | None = None
    refusals: Mapping[str, Sequence[str]] = field(default_factory=dict)
    as_kept: bool = False
    audience: Visibility | None = None
    catalogue: Catalogue = _ENGLISH

    def __post_init__(self) -> None:
        for name in ("themes", "areas", "organisations", "offers", "ages"):
            _each_code_once(name, getattr(self, name))


def _each_code_once(name: str, choices: Sequence[Choice]) -> None:
    seen: set[str] = set()
    for choice in choices:
        if choice.code in seen:
            raise BadContext(name, choice.code, "stands there twice")
        seen.add(choice.code)
