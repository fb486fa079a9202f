"""What all questions have in common, whatever their kind."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from survey.cleaning import clean_text
from survey.context import Choice
from survey.figures import LARGEST
from survey.logic.tokens import MOST_LETTERS
from survey.visibility import Visibility

NUMBER_FIELDS = ("radius_km", "staff", "volunteers", "turnover", "spare_days", "max_contract")
READINESS_FIELDS = ("can_lead", "will_lead")
ProfileField = Literal[
    "themes", "areas", "base", "radius_km", "ages", "offers", "needs", "networks", "staff",
    "volunteers", "turnover", "spare_days", "max_contract", "can_lead", "will_lead", "ties",
    "exclusions", "capacity", "offers_and_needs", "summary", "kind",
]  # fmt: skip
# A block of several parts feeds a field for each of them.
BLOCK_FIELDS: dict[str, tuple[str, ...]] = {"offers_and_needs": ("offers", "needs")}


def _without_controls(text: str) -> str:
    if clean_text(text) != text:
        raise ValueError("holds a character that cannot be shown; type it again")
    return text


def _something(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return _without_controls(text)


Bounded = Annotated[int | float, Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
QuestionId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
# The mark of what people read, which translations have words for.
SPOKEN = "spoken"
Words = Annotated[str, Field(max_length=500), AfterValidator(_something), SPOKEN]
MaybeWords = Annotated[str, Field(max_length=20_000), AfterValidator(_without_controls), SPOKEN]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Formula = Annotated[str, Field(max_length=MOST_LETTERS), AfterValidator(_without_controls)]


class Strict(BaseModel):
    """A frozen piece of a document in which nothing is guessed and nothing ignored."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Rule(Strict):
    """Something that must hold between answers, and what is said where it does not."""

    must: Formula
    message: Words


class Question(Strict):
    """What every question says of itself: the kinds add their own settings.

    ``show_if`` is a condition under which it is asked; ``rules`` are what must hold besides.
    """

    id: QuestionId
    label: Words
    hint: MaybeWords = ""
    if_empty: MaybeWords = ""
    required: bool = False
    visibility: Visibility
    feeds: ProfileField | None = None
    retired: bool = False
    show_if: Formula = ""
    rules: tuple[Rule, ...] = ()

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The questions that decide whether it is asked, besides conditions."""
        return ()


class Option(Strict):
    """One answer to choose; its key stays for ever, retired when no longer offered."""

    key: Key
    label: Words
    hint: MaybeWords = ""
    retired: bool = False
    exclusive: bool = False
    other: bool = False
    value: Bounded | None = None

    def as_choice(self) -> Choice:
        """Return the option in the shape of an entry of a partnership's list."""
        return Choice(self.key, self.label, self.hint, retired=self.retired)
