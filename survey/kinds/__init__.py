"""The kinds of question: one small object each, and the list of all of them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from survey.kinds.ages import AgesKind, AgesQuestion
from survey.kinds.areas import AreasKind, AreasQuestion
from survey.kinds.base import Column, FollowUp, Kind, Reading
from survey.kinds.capacity import CapacityKind, CapacityQuestion
from survey.kinds.consent import ConsentKind, ConsentQuestion
from survey.kinds.date import DateKind, DateQuestion
from survey.kinds.exchange import ExchangeKind, ExchangeQuestion
from survey.kinds.exclusions import ExclusionsKind, ExclusionsQuestion
from survey.kinds.group import GroupKind, GroupQuestion
from survey.kinds.matrix import MatrixKind, MatrixQuestion
from survey.kinds.multiple import MultipleKind, MultipleQuestion
from survey.kinds.note import NoteKind, NoteQuestion
from survey.kinds.number import NumberKind, NumberQuestion
from survey.kinds.organisation import OrganisationKind, OrganisationQuestion
from survey.kinds.partners import RosterQuestion
from survey.kinds.postcode import PostcodeKind, PostcodeQuestion
from survey.kinds.ranking import RankingKind, RankingQuestion
from survey.kinds.roster import RosterKind
from survey.kinds.scale import ScaleKind, ScaleQuestion
from survey.kinds.single import SingleKind, SingleQuestion
from survey.kinds.split import SplitKind, SplitQuestion
from survey.kinds.text import TextKind, TextQuestion
from survey.kinds.themes import ThemesKind, ThemesQuestion
from survey.kinds.trust import TrustKind, TrustQuestion
from survey.kinds.upload import UploadKind, UploadQuestion
from survey.kinds.yes_no import YesNoKind, YesNoQuestion
from survey.questions import Question

__all__ = [
    "KINDS",
    "AnyQuestion",
    "Column",
    "FollowUp",
    "Kind",
    "Reading",
    "RosterKind",
    "RosterQuestion",
    "TrustQuestion",
    "kind_of",
]

AnyQuestion = Annotated[
    TextQuestion
    | NumberQuestion
    | SingleQuestion
    | MultipleQuestion
    | YesNoQuestion
    | ThemesQuestion
    | AreasQuestion
    | PostcodeQuestion
    | AgesQuestion
    | CapacityQuestion
    | ExchangeQuestion
    | RosterQuestion
    | ExclusionsQuestion
    | DateQuestion
    | MatrixQuestion
    | RankingQuestion
    | ScaleQuestion
    | SplitQuestion
    | OrganisationQuestion
    | TrustQuestion
    | ConsentQuestion
    | NoteQuestion
    | UploadQuestion
    | GroupQuestion,
    Field(discriminator="kind"),
]

KINDS: dict[str, Kind[Any, Any]] = {
    kind.name: kind
    for kind in (
        TextKind(),
        NumberKind(),
        SingleKind(),
        MultipleKind(),
        YesNoKind(),
        ThemesKind(),
        AreasKind(),
        PostcodeKind(),
        AgesKind(),
        CapacityKind(),
        ExchangeKind(),
        RosterKind(),
        ExclusionsKind(),
        DateKind(),
        MatrixKind(),
        RankingKind(),
        ScaleKind(),
        SplitKind(),
        OrganisationKind(),
        TrustKind(),
        ConsentKind(),
        NoteKind(),
        UploadKind(),
        GroupKind(),
    )
}


def kind_of(question: Question) -> Kind[Any, Any]:
    """Return the object that knows all about questions of this kind."""
    return KINDS[getattr(question, "kind")]  # noqa: B009 - each kind declares it, the base cannot
