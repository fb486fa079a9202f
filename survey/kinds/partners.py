"""What is kept of the organisations one works with, and the words it is asked in."""

from __future__ import annotations

from typing import Any, Literal, get_args

from survey.context import Choice
from survey.questions import MaybeWords, Question, Strict, Words

Rung = Literal["none", "know", "share", "joint", "formal"]
Often = Literal["yearly", "quarterly", "monthly", "weekly", "daily"]
Flow = Literal["information", "referrals", "people", "rooms", "money"]
FollowUpName = Literal["closeness", "frequency", "flows"]

INTENSITY: dict[Rung, float] = {"none": 0, "know": 0.25, "share": 0.5, "joint": 0.75, "formal": 1}
LADDER = (
    Choice("none", "Not in touch now"),
    Choice("know", "We know of them"),
    Choice("share", "We share information"),
    Choice("joint", "We do things together"),
    Choice("formal", "We have a formal agreement"),
)
CONTACT = (
    Choice("yearly", "Once a year or less"),
    Choice("quarterly", "A few times a year"),
    Choice("monthly", "About once a month"),
    Choice("weekly", "About once a week"),
    Choice("daily", "Most days"),
)
FLOWS = (
    Choice("information", "Information"),
    Choice("referrals", "Referrals"),
    Choice("people", "Staff or volunteers"),
    Choice("rooms", "Rooms and equipment"),
    Choice("money", "Money"),
)
NO_FLOW = Choice("none", "None of these")
RUNGS: dict[str, Rung] = {rung: rung for rung in get_args(Rung)}
OFTEN: dict[str, Often] = {often: often for often in get_args(Often)}
FLOW_CODES: dict[str, Flow] = {flow: flow for flow in get_args(Flow)}
# A tick says at least "we know of them", even when nothing more is told.
LEAST = INTENSITY["know"]


class RosterQuestion(Question):
    """A question that is answered with organisations, and with what is asked about each.

    ``follow_ups`` are asked of those picked alone, a page each; ``unlisted`` asks for the names of
    others, which are kept as text and never become ties.
    """

    kind: Literal["roster"]
    nobody: Words = "We work with none of these"
    unlisted: bool = False
    unlisted_label: Words = "Anyone who is not in the list?"
    follow_ups: tuple[FollowUpName, ...] = ("closeness",)
    follow_up_label: Words = "How closely do you work with each of them?"
    follow_up_hint: MaybeWords = ""
    frequency_label: Words = "How often are you in touch with each of them?"
    flows_label: Words = "What goes between you and each of them?"


class Roster(Strict):
    """Who was named, and what was told of each; nothing yet where a page was not asked.

    In ``flows`` an empty list is "none of these". ``unlisted`` are names as they were typed.
    """

    picked: list[str]
    special: str | None = None
    ties: dict[str, Rung | None] = {}
    often: dict[str, Often | None] = {}
    flows: dict[str, list[Flow] | None] = {}
    unlisted: list[str] = []

    def kept_for(self, picked: list[str]) -> dict[str, Any]:
        """Return what was told of those who are still named."""
        told: dict[str, dict[str, Any]] = {
            "ties": dict(self.ties),
            "often": dict(self.often),
            "flows": dict(self.flows),
        }
        return {
            name: {code: answer for code, answer in answers.items() if code in picked}
            for name, answers in told.items()
        }
