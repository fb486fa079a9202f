"""What a partnership covers, theme by area: full, on one organisation, missing, not known yet."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Participation, ProfileFact
from portal.models.partnerships import Partnership, PartnershipArea, Theme
from portal.partnerships.areas import list_areas
from portal.partnerships.wordlists import list_entries

# Fully covered: two organisations for which the theme is most of their work.
WANTED_LEVEL = 2.0
OWN_WORDS = ("response", "typed", "on_behalf")
WORTH_KNOWING = {
    "themes": "Themes",
    "areas": "Where they work",
    "needs": "Needs",
    "offers": "Offers",
    "spare_days": "Spare days",
    "max_contract": "Largest contract",
    "will_lead": "Willing to lead",
    "ties_known": "Whom they work with",
}


@dataclass(frozen=True, slots=True)
class Patch:
    """One theme in one area: how many organisations, and their share of the wanted level."""

    state: str
    count: int = 0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The quilt of a partnership, and how much of it is known."""

    themes: Sequence[Theme]
    areas: Sequence[PartnershipArea]
    patches: Mapping[tuple[str, str], Patch]
    organisations: int
    answered: int
    known: Mapping[str, int]
    served: frozenset[str]
    latest: datetime | None

    @property
    def silent(self) -> int:
        """How many organisations have not said anything themselves."""
        return self.organisations - self.answered


@dataclass(slots=True)
class Told:
    """What one organisation told of its themes and areas; None is not known yet."""

    themes: dict[str, float] | None = None
    areas: list[str] | None = None


@dataclass(slots=True)
class Sums:
    """What organisations add up to, area by area, before it is put into words."""

    count: Counter[tuple[str, str]] = field(default_factory=Counter)
    level: defaultdict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    heard: Counter[str] = field(default_factory=Counter)
    themeless: Counter[str] = field(default_factory=Counter)
    placeless: Counter[str] = field(default_factory=Counter)

    def add(self, told: Told) -> None:
        """Add one organisation."""
        if told.areas is None:
            self.placeless.update(theme for theme, weight in (told.themes or {}).items() if weight)
            return
        areas = set(told.areas)
        if told.themes is None:
            self.themeless.update(areas)
            return
        self.heard.update(areas)
        for theme, weight in told.themes.items():
            for area in areas if weight else ():
                self.count[theme, area] += 1
                self.level[theme, area] += weight

    def patch(self, theme: str, area: str) -> Patch:
        """Give one patch; where somebody could still turn out to cover it, it is not known."""
        if self.count[theme, area]:
            share = min(1.0, self.level[theme, area] / WANTED_LEVEL)
            return Patch("covered", self.count[theme, area], share)
        if not self.heard[area] or self.themeless[area] or self.placeless[theme]:
            return Patch("unknown")
        return Patch("gap")


def measure_coverage(partnership: Partnership, part: str | None = None) -> Coverage:
    """Measure what a partnership covers, in one part or all, with five queries at any size."""
    themes = list_entries(Theme, partnership)
    areas = [row for row in list_areas(partnership) if part is None or row.part == part]
    told, known, latest = read_facts(partnership)
    sums = Sums()
    for one in told.values():
        sums.add(one)
    patches = {
        (theme.code, row.area.code): sums.patch(theme.code, row.area.code)
        for theme in themes
        for row in areas
    }
    return Coverage(
        themes=themes,
        areas=areas,
        patches=patches,
        organisations=len(told),
        answered=count_answered(partnership),
        known=known,
        served=frozenset(sums.heard) | frozenset(sums.themeless),
        latest=latest,
    )


def read_facts(
    partnership: Partnership,
) -> tuple[dict[int, Told], dict[str, int], datetime | None]:
    """Read what organisations told, by participation; how often each fact is known; the latest."""
    here = sa.select(Participation.id).where(
        Participation.partnership_id == partnership.id, Participation.left_at.is_(None)
    )
    told = {number: Told() for number in db.session.scalars(here)}
    known: Counter[str] = Counter()
    latest: datetime | None = None
    for number, name, value, made in db.session.execute(current_facts(here)):
        known[name] += 1
        latest = made if latest is None else max(latest, made)
        take(told[number], name, value)
    return told, known, latest


def current_facts(participations: sa.Select[Any]) -> sa.Select[Any]:
    """Select the facts that count, but none that is for the engine only."""
    return sa.select(
        ProfileFact.participation_id, ProfileFact.field, ProfileFact.value, ProfileFact.created_at
    ).where(
        ProfileFact.participation_id.in_(participations),
        ProfileFact.state == "current",
        ProfileFact.visibility != "engine",
        ProfileFact.field.in_(WORTH_KNOWING),
    )


def take(told: Told, name: str, value: Any) -> None:
    """Note an organisation's themes or areas."""
    if name == "themes":
        told.themes = {str(theme): float(weight) for theme, weight in value.items()}
    elif name == "areas":
        told.areas = [str(area) for area in value]


def count_answered(partnership: Partnership) -> int:
    """Count the organisations that have said something themselves."""
    query = (
        sa.select(sa.func.count(sa.distinct(ProfileFact.participation_id)))
        .join(Participation)
        .where(
            Participation.partnership_id == partnership.id,
            Participation.left_at.is_(None),
            ProfileFact.source.in_(OWN_WORDS),
        )
    )
    return db.session.scalar(query) or 0
