"""Cards: what a page shows of a suggested group, read from what was stored with the run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    loss: float


@dataclass(frozen=True, slots=True)
class Cover:
    """What a group covers of a brief: the shape that the coverage table takes."""

    themes: list[dict[str, str]]
    areas: list[dict[str, str]]
    cells: dict[tuple[str, str], dict[str, Any]]
    missing: tuple[str, ...]

    @property
    def counted(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The cells with how many members serve each."""
        return {
            place: cell | {"count": cell.get("providers")} for place, cell in self.cells.items()
        }


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
        self.run, self.directory, self.themes, self.audience = run, directory, themes, audience
        self.outcome = run.outcome or {"consortia": []}
        self.findings = run.picture or {"groups": [], "members": {}, "visibility": {}}
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
            cover=self.cover(group, brings) if group.get("gaps") is not None else None,
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
            found.append(Reason("plus", "The only one for", f"{self.served(brings['alone'])}."))
        strongest = sorted(brings["terms"].items(), key=lambda term: -term[1])
        worth = [name for name, lost in strongest if lost > WORTH_TELLING]
        found += [Reason("fits", *BRINGS[name]) for name in worth if name in BRINGS]
        if "coverage" in worth and not brings["alone"]:
            found.insert(0, Reason("plus", "Covers", f"{self.served(brings['serves'])}."))
        return found[:MOST_REASONS]

    def served(self, cells: list[Mapping[str, Any]], most: int = 2) -> str:
        """Write a few cells as themes with their areas."""
        by_theme: dict[str, list[str]] = {}
        for cell in cells:
            by_theme.setdefault(self.theme(cell["theme"]), []).append(self.area(cell["area"]))
        written = [
            f"{theme} in {as_words(areas) if len(areas) < 3 else as_count(len(areas), 'area')}"
            for theme, areas in by_theme.items()
        ]
        rest = len(written) - most
        return as_words([*written[:most], as_count(rest, "more theme")] if rest > 0 else written)

    def theme(self, code: str) -> str:
        """Give the words of a theme."""
        return self.themes.get(code, code)

    def area(self, code: str) -> str:
        """Give the name of an area."""
        return self.findings.get("areas", {}).get(code, code)

    def cover(self, group: Mapping[str, Any], brings: Mapping[str, Any]) -> Cover:
        """Lay out what a group covers of a brief, theme by area."""
        missing = {(gap["theme"], gap["area"]): gap["missing"] for gap in group["gaps"]}
        served = [(one["theme"], one["area"]) for each in brings.values() for one in each["serves"]]
        wanted = self.outcome["request"]["cells"]
        themes = list(dict.fromkeys(cell["theme"] for cell in wanted))
        areas = sorted(dict.fromkeys(cell["area"] for cell in wanted), key=self.area)
        cells: dict[tuple[str, str], dict[str, Any]] = {
            (theme, area): {"state": "none", "count": None, "share": 0, "href": None}
            for theme in themes
            for area in areas
        }
        for cell in wanted:
            place = (cell["theme"], cell["area"])
            share = max(0.0, 1 - missing.get(place, 0) / cell["level"])
            cells[place] |= {
                "state": "covered" if share > 1e-9 else "gap",
                "share": share,
                "providers": served.count(place),
            }
        return Cover(
            [{"code": code, "name": self.theme(code)} for code in themes],
            [{"code": code, "name": self.area(code)} for code in areas],
            cells,
            tuple(self.lacking(cells)),
        )

    def lacking(self, cells: Mapping[tuple[str, str], Mapping[str, Any]]) -> list[str]:
        """Say what is missing, the largest gaps first, gathered by theme."""
        whole: dict[str, list[str]] = {}
        part: dict[str, list[str]] = {}
        for (theme, area), cell in cells.items():
            if cell["state"] == "gap":
                whole.setdefault(theme, []).append(self.area(area))
            elif cell["state"] == "covered" and cell["share"] < 1 - 1e-9:
                part.setdefault(theme, []).append(self.area(area))
        all_of = [f"{self.theme(theme)} in {as_words(areas)}" for theme, areas in whole.items()]
        some = [
            f"part of {self.theme(theme)} in {as_words(areas)}" for theme, areas in part.items()
        ]
        return all_of + some
