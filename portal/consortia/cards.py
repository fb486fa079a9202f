"""Cards: what a page shows of a suggested group, read from what was stored with the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.consortia.covers import Cover, Names, cover_of
from portal.consortia.directory import Directory
from portal.consortia.firm import FirmGroup, FirmTeller
from portal.consortia.losses import LossTeller, Lost, Substitute
from portal.consortia.readers import Reader
from portal.consortia.telling import WORTH_TELLING, Reason, Teller
from portal.consortia.words import FACTS
from portal.models.consortia import MatchingRun
from portal.web.filters import as_number, as_pounds, as_words


@dataclass(frozen=True, slots=True)
class Member:
    """One organisation on a card; `instead` is None where nobody looked for replacements."""

    slug: str
    name: str
    organisation_id: int | None
    detail: str
    tint: int
    lead: bool
    unknown: tuple[str, ...]
    reasons: tuple[Reason, ...]
    in_short: str
    lost: Lost | None
    instead: tuple[Substitute, ...] | None


@dataclass(frozen=True, slots=True)
class Card:
    """One suggested group as a page shows it; `firm` is there once somebody has asked for it."""

    number: int
    title: str
    differs: str
    members: tuple[Member, ...]
    quality: float
    terms: Mapping[str, float]
    proof: Mapping[str, Any]
    ask_first: str | None
    cover: Cover | None
    firm: FirmGroup | None


class CardMaker:
    """Makes the cards of one run for one audience."""

    def __init__(
        self,
        run: MatchingRun,
        directory: Directory,
        themes: Mapping[str, str],
        resources: Mapping[str, str],
        audience: str,
        firm: FirmTeller | None = None,
    ) -> None:
        self.run, self.directory, self.firm = run, directory, firm
        self.outcome = run.outcome or {"consortia": [], "request": {}}
        self.findings = run.picture or {"groups": [], "members": {}, "visibility": {}}
        self.names = Names(themes, self.findings.get("areas", {}), resources)
        self.reader = Reader(audience, self.findings["visibility"])
        self.teller = Teller(self.reader, self.names, directory, self.outcome["request"])
        parts = sorted({part for part in directory.parts.values() if part})
        self.tints = {part: 1 + place % 4 for place, part in enumerate(parts)}
        self.placed = self.places() if run.kind == "grouping" else None

    @property
    def count(self) -> int:
        """How many groups the run suggests."""
        return len(self.outcome["consortia"])

    def places(self) -> dict[str, list[int]]:
        """Give for each organisation the numbers of the groups that it is in."""
        found: dict[str, list[int]] = {}
        for number, group in enumerate(self.outcome["consortia"], 1):
            for key in group["members"]:
                found.setdefault(key, []).append(number)
        return found

    def account(self, number: int) -> Mapping[str, Any]:
        """Give what was worked out about one group."""
        account: Mapping[str, Any] = self.findings["groups"][number - 1]
        return account

    def losses(self, number: int) -> LossTeller:
        """Give who tells what hangs on the members of one group."""
        shares = {one["name"]: one["share"] for one in self.account(number).get("shares", ())}
        return LossTeller(self.reader, self.names, self.directory, shares)

    def card(self, number: int) -> Card:
        """Give one card; numbers begin at 1."""
        group, losses = self.outcome["consortia"][number - 1], self.losses(number)
        brings = {one["id"]: one for one in self.account(number)["brings"]}
        members = [self.member(group, brings[key], losses) for key in group["members"]]
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
            firm=self.firm.group(number) if self.firm else None,
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

    def member(
        self, group: Mapping[str, Any], brings: Mapping[str, Any], losses: LossTeller
    ) -> Member:
        """Describe one member of a group; of one that has left little more than that it has."""
        key = brings["id"]
        entry, facts = self.directory.entry(key), self.findings["members"].get(key, {})
        unknown = next((one["facts"] for one in group["unknowns"] if one["id"] == key), ())
        lead = key == group["lead"]
        reasons = self.teller.reasons(brings, losses.weighted(brings["terms"]))
        areas = facts.get("areas", []) if self.reader.reads(key, "areas") else []
        return Member(
            slug=key,
            name=entry.name,
            organisation_id=entry.organisation_id,
            detail="" if entry.left else self.detail(key, facts, lead),
            tint=self.tints.get(self.directory.part_of(areas), 1),
            lead=lead,
            unknown=() if entry.left else tuple(FACTS[name] for name in unknown),
            reasons=() if entry.left else tuple(reasons),
            in_short=in_short(reasons, brings["loss"]),
            lost=losses.lost(brings, group["quality"]),
            instead=losses.substitutes(brings, group["quality"], self.placed),
        )

    def detail(self, key: str, facts: Mapping[str, Any], lead: bool) -> str:
        """Write the line under a name from the facts that this audience may read."""
        reads = self.reader.reads
        parts = [facts["areas"][0]] if facts.get("areas") and reads(key, "areas") else []
        if facts.get("spare_days") and reads(key, "spare_days"):
            days = facts["spare_days"]
            parts.append(f"{as_number(days)} {'day' if days == 1 else 'days'} a week")
        if lead and facts.get("max_contract") and reads(key, "max_contract"):
            parts.append(f"may hold up to {as_pounds(facts['max_contract'])}")
        if facts.get("small") and reads(key, "turnover"):
            parts.append("small")
        return " · ".join(parts)

    def cover(self, group: Mapping[str, Any], brings: Mapping[str, Any]) -> Cover | None:
        """Lay out what a group covers of a brief; an open group has no such table."""
        if group.get("gaps") is None:
            return None
        served = [(one["theme"], one["area"]) for each in brings.values() for one in each["serves"]]
        return cover_of(self.outcome["request"]["cells"], group["gaps"], served, self.names)


def in_short(reasons: Sequence[Reason], loss: float) -> str:
    """Say in a few words what a member brings."""
    if reasons:
        return reasons[0].short or f"{reasons[0].fact} {reasons[0].text}"
    return "fits in." if loss > WORTH_TELLING else "fits in, and could be replaced most easily."
