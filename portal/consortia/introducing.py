"""Who should meet whom, as pages show it: a few others for each organisation, with reasons."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.consortia.covers import Names
from portal.consortia.directory import Directory, open_directory
from portal.consortia.meeting_words import NEAR, MeetingTeller
from portal.consortia.readers import Reader
from portal.consortia.telling import Reason
from portal.consortia.words import FACTS
from portal.models.consortia import MatchingRun
from portal.partnerships.service import list_resources, list_themes

ROWS_A_PAGE = 15
Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Introduction:
    """One other worth meeting, how near it is, and the reasons that may be told."""

    name: str
    organisation_id: int | None
    near: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Introduced:
    """One organisation, its groups by number, whom to meet, and what is not known of it yet."""

    slug: str
    name: str
    organisation_id: int | None
    groups: tuple[int, ...]
    meets: tuple[Introduction, ...]
    unknown: tuple[str, ...]
    silent: bool


@dataclass(frozen=True, slots=True)
class Introductions:
    """One page of the lists; `total` are those that were looked for, of `everybody`."""

    rows: list[Introduced]
    number: int
    pages: int
    total: int
    everybody: int


class Introducer:
    """Reads the lists that were kept with a run, for one audience."""

    def __init__(self, run: MatchingRun, audience: str) -> None:
        """Look up the words and names that the lists need."""
        self.kept = run.meetings or {"lists": [], "areas": {}, "visibility": {}}
        self.directory: Directory = open_directory(run.partnership)
        themes = {t.code: t.label for t in list_themes(run.partnership, with_retired=True)}
        resources = {r.code: r.label for r in list_resources(run.partnership, with_retired=True)}
        names = Names(themes, self.kept["areas"], resources)
        reader = Reader(audience, self.kept["visibility"])
        self.teller = MeetingTeller(reader, names)
        self.groups = (run.outcome or {"consortia": []})["consortia"]

    def present(self) -> list[Stored]:
        """List those that have not left, by name."""
        lists = [one for one in self.kept["lists"] if not self.directory.entry(one["id"]).left]
        return sorted(lists, key=lambda one: (self.directory.name(one["id"]).casefold(), one["id"]))

    def row(self, one: Stored) -> Introduced:
        """Give whom one organisation should meet."""
        key = one["id"]
        entry = self.directory.entry(key)
        numbers = [n for n, group in enumerate(self.groups, 1) if key in group["members"]]
        return Introduced(
            slug=key,
            name=entry.name,
            organisation_id=entry.organisation_id,
            groups=tuple(numbers),
            meets=tuple(self.meets(one)),
            unknown=tuple(FACTS[name] for name in one["not_known"]),
            silent=len(one["not_known"]) == len(REASON_FACTS),
        )

    def meets(self, one: Stored) -> Iterator[Introduction]:
        """Give the others, but those that have left or of whom nothing may be told."""
        for meeting in one["meetings"]:
            entry = self.directory.entry(meeting["id"])
            told = [] if entry.left else self.teller.reasons(one["id"], meeting)
            if told:
                near = next((reason.text for reason in told if reason.kind == NEAR), "")
                others = tuple(reason for reason in told if reason.kind != NEAR)
                yield Introduction(entry.name, entry.organisation_id, near, others)


# All that could have given a reason; where none of it is known there is nothing to go by.
REASON_FACTS = ("place", "areas", "themes", "offers", "needs", "networks")


def show_introductions(
    run: MatchingRun, audience: str, find: str = "", number: int = 1
) -> Introductions:
    """Give a page of the lists of a run, those whose names hold all the words looked for."""
    introducer, words = Introducer(run, audience), find.casefold().split()
    everybody = introducer.present()
    found = [
        one
        for one in everybody
        if all(word in introducer.directory.name(one["id"]).casefold() for word in words)
    ]
    pages = max(1, -(-len(found) // ROWS_A_PAGE))
    number = min(number, pages)
    some = found[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    rows = [introducer.row(one) for one in some]
    return Introductions(rows, number, pages, len(found), len(everybody))


def introduce_one(run: MatchingRun, slug: str, audience: str) -> Introduced | None:
    """Give whom one organisation should meet; None where the run did not look at it."""
    introducer = Introducer(run, audience)
    own = next((one for one in introducer.present() if one["id"] == slug), None)
    return introducer.row(own) if own else None
