"""What is kept of the organisations one works with, and the words it is asked in."""

from __future__ import annotations

from typing import Any, Literal, get_args

from survey.context import Choice
from survey.questions import MaybeWords, Question, Strict, Words
from survey.words import tell

Rung = Literal["none", "know", "share", "joint", "formal"]
Often = Literal["yearly", "quarterly", "monthly", "weekly", "daily"]
Flow = Literal["information", "referrals", "people", "rooms", "money"]
FollowUpName = Literal["closeness", "frequency", "flows"]

INTENSITY: dict[Rung, float] = {"none": 0, "know": 0.25, "share": 0.5, "joint": 0.75, "formal": 1}
LADDER = (
    Choice("none", tell("Not in touch now")),
    Choice("know", tell("We know of them")),
    Choice("share", tell("We share information")),
    Choice("joint", tell("We do things together")),
    Choice("formal", tell("We have a formal agreement")),
)
CONTACT = (
    Choice("yearly", tell("Once a year or less")),
    Choice("quarterly", tell("A few times a year")),
    Choice("monthly", tell("About once a month")),
    Choice("weekly", tell("About once a week")),
    Choice("daily", tell("Most days")),
)
FLOWS = (
    Choice("information", tell("Information")),
    Choice("referrals", tell("Referrals")),
    Choice("people", tell("Staff or volunteers")),
    Choice("rooms", tell("Rooms and equipment")),
    Choice("money", tell("Money")),
)
NO_FLOW = Choice("none", tell("None of these"))
FLOW_CODES: dict[str, Flow] = {flow: flow for flow in get_args(Flow)}
# A tick says at least "we know of them", even when nothing more is told.
LEAST = INTENSITY["know"]


class RosterQuestion(Question):
    """A question that is answered with organisations, and with what is asked about each.

    ``follow_ups`` are asked of those picked alone, a page each; ``unlisted`` asks for the names of
    others, which are kept as text and never become ties.
    """

    kind: Literal["roster"]
    nobody: Words = tell("We work with none of these")
    unlisted: bool = False
    unlisted_label: Words = tell("Anyone who is not in the list?")
    follow_ups: tuple[FollowUpName, ...] = ("closeness",)
    follow_up_label: Words = tell("How closely do you work with each of them?")
    follow_up_hint: MaybeWords = ""
    frequency_label: Words = tell("How often are you in touch with each of them?")
    flows_label: Words = tell("What goes between you and each of them?")

    def words(self, follow_up: FollowUpName) -> str:
        """Return how a follow-up is asked."""
        return {
            "closeness": self.follow_up_label,
            "frequency": self.frequency_label,
            "flows": self.flows_label,
        }[follow_up]


class Roster(Strict):
    """Who was named, and what was told of each; nothing yet where a page was not asked.

    What was told of somebody stays until it is sent, for they may be named again.
    In ``flows`` an empty list is "none of these". ``unlisted`` are names as they were typed.
    """

    picked: list[str]
    special: str | None = None
    ties: dict[str, Rung | None] = {}
    often: dict[str, Often | None] = {}
    flows: dict[str, list[Flow] | None] = {}
    unlisted: list[str] = []

    @property
    def told(self) -> dict[str, dict[str, Any]]:
        """What was told of each, also of those who are not named now."""
        return {"ties": self.ties, "often": self.often, "flows": self.flows}

    def of_named(self) -> Roster:
        """Return the roster with what was told of those who are named alone."""
        named = {
            name: {code: told for code, told in each.items() if code in self.picked}
            for name, each in self.told.items()
        }
        return self if named == self.told else self.model_copy(update=named)
