"""Cards: what a page shows of a suggested group, read from what was stored with the run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.consortia.covers import Cover, Names, cover_of
from portal.consortia.directory import Directory
from portal.consortia.words import BRINGS, FACTS, NEEDED
from portal.models.consortia import MatchingRun
from portal.organisations.fields import FIELDS, may_read
from portal.web.filters import as_count, as_number, as_pounds, as_words

MOST_REASONS = 3
WORTH_TELLING = 0.005


@dataclass(frozen=True, slots=True)
class Reason:
    """One plain sentence with the fact that it rests on."""

    kind: str
    fact: str
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """One organisation on a card."""

    slug: str
    name: str
    organisation_id: int | None
    detail: str
    tint: int
    lead: bool
    unknown: tuple[str, ...]
    reasons: tuple[Reason, ...]
    in_short: str
    loss: float


@dataclass(frozen=True, slots=True)
class Card:
    """One suggested group as a page shows it."""

    number: int
    title: str
    differs: str
    members: tuple[Member, ...]
    quality: float
    terms: Mapping[str, float]
    proof: Mapping[str, Any]
    ask_first: str | None
    cover: Cover | None


class CardMaker:
    """Makes the cards of one run for one audience."""

    def __init__(
        self, run: MatchingRun, directory: Directory, themes: Mapping[str, str], audience: str
    ) -> None:
        self.run, self.directory, self.audience = run, directory, audience
        self.outcome = run.outcome or {"consortia": []}
        self.findings = run.picture or {"groups": [], "members": {}, "visibility": {}}
        self.names = Names(themes, self.findings.get("areas", {}))
        parts = sorted({part for part in directory.parts.values() if part})
        self.tints = {part: 1 + place % 4 for place, part in enumerate(parts)}

    @property
    def count(self) -> int:
        """How many groups the run suggests."""
        return len(self.outcome["consortia"])

    def card(self, number: int) -> Card:
        """Give one card; numbers begin at 1."""
        group = self.outcome["consortia"][number - 1]
        brings = {one["id"]: one for one in self.findings["groups"][number - 1]["brings"]}
        members = [self.member(group, key, brings[key]) for key in group["members"]]
        return Card(
            number=number,
            title=self.title(number, group),
            differs=self.differs(number, group),
            members=tuple(sorted(members, key=lambda one: (not one.lead, one.name.casefold()))),
            quality=group["quality"],
            terms=group["terms"],
            proof=group["proof"],
            ask_first=group.get("ask_first"),
            cover=self.cover(group, brings),
        )

    def title(self, number: int, group: Mapping[str, Any]) -> str:
        """Name a group: a brief's by who would lead it, an open one by where it is at home."""
        if self.run.kind == "brief":
            lead = group["lead"]
            return f"Led by {self.directory.name(lead)}" if lead else "No lead yet"
        home = self.findings["groups"][number - 1]["home"]
        return as_words(home) or "Places not known yet"

    def differs(self, number: int, group: Mapping[str, Any]) -> str:
        """Say how an alternative differs from the best group of a brief."""
        if self.run.kind != "brief" or number == 1:
            return ""
        best, here = set(self.outcome["consortia"][0]["members"]), set(group["members"])
        gained = as_words(sorted(self.directory.name(key) for key in here - best))
        lost = as_words(sorted(self.directory.name(key) for key in best - here))
        if not gained:
            return f"Group 1 without {lost}."
        return f"{gained} in place of {lost}." if lost else f"Group 1 with {gained} as well."

    def member(self, group: Mapping[str, Any], key: str, brings: Mapping[str, Any]) -> Member:
        """Describe one member of a group."""
        entry = self.directory.entry(key)
        facts = self.findings["members"].get(key, {})
        unknown = next((one["facts"] for one in group["unknowns"] if one["id"] == key), ())
        lead = key == group["lead"]
        return Member(
            slug=key,
            name=entry.name,
            organisation_id=entry.organisation_id,
            detail="" if entry.left else self.detail(key, facts, lead),
            tint=self.tints.get(self.directory.part_of(facts.get("areas", [])), 1),
            lead=lead,
            unknown=() if entry.left else tuple(FACTS[name] for name in unknown),
            reasons=tuple(self.reasons(brings)),
            in_short=self.in_short(brings),
            loss=brings["loss"],
        )

    def detail(self, key: str, facts: Mapping[str, Any], lead: bool) -> str:
        """Write the line under a name from the facts that this audience may read."""
        parts = [facts["areas"][0]] if facts.get("areas") else []
        if facts.get("spare_days") and self.reads(key, "spare_days"):
            days = facts["spare_days"]
            parts.append(f"{as_number(days)} {'day' if days == 1 else 'days'} a week")
        if lead and facts.get("max_contract") and self.reads(key, "max_contract"):
            parts.append(f"may hold up to {as_pounds(facts['max_contract'])}")
        if facts.get("small") and self.reads(key, "turnover"):
            parts.append("small")
        return " · ".join(parts)

    def reads(self, key: str, field: str) -> bool:
        """Tell whether this audience might read a fact when it was frozen."""
        frozen = self.findings["visibility"].get(key, {})
        return may_read(self.audience, frozen.get(field, FIELDS[field].visibility))

    def reasons(self, brings: Mapping[str, Any]) -> list[Reason]:
        """Say what a member brings, strongest first, three reasons at most."""
        found = [
            Reason("caution", *NEEDED[rule]) for rule in brings["needed_for"] if rule in NEEDED
        ]
        if brings["alone"]:
            found.append(
                Reason("plus", "The only one for", f"{self.names.served(brings['alone'])}.")
            )
        strongest = sorted(brings["terms"].items(), key=lambda term: -term[1])
        worth = [name for name, lost in strongest if lost > WORTH_TELLING]
        found += [Reason("fits", *BRINGS[name]) for name in worth if name in BRINGS]
        if "coverage" in worth and not brings["alone"]:
            found.insert(0, Reason("plus", "Covers", f"{self.names.served(brings['serves'])}."))
        return found[:MOST_REASONS]

    def in_short(self, brings: Mapping[str, Any]) -> str:
        """Say in a few words what a member brings."""
        found = next(iter(self.reasons(brings)), None)
        if found is None:
            return "fits in, and could be replaced most easily."
        if found.kind != "plus":
            return f"{found.fact} {found.text}"
        cells = brings["alone"] or brings["serves"]
        themes = list(dict.fromkeys(self.names.theme(cell["theme"]) for cell in cells))
        rest = [as_count(len(themes) - 2, "more theme")] if len(themes) > 2 else []
        return f"{found.fact.casefold()} {as_words([*themes[:2], *rest])}."

    def cover(self, group: Mapping[str, Any], brings: Mapping[str, Any]) -> Cover | None:
        """Lay out what a group covers of a brief; an open group has no such table."""
        if group.get("gaps") is None:
            return None
        served = [(one["theme"], one["area"]) for each in brings.values() for one in each["serves"]]
        return cover_of(self.outcome["request"]["cells"], group["gaps"], served, self.names)
