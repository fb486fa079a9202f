"""Invented organisations over a city's real wards, the same ones every time."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeVar

from portal.demonstration.words import FIRST, KINDS, NETWORKS, RESOURCES, SECOND, THEMES

SEED = 20261112
COUNT = 120
STAGES = ("sent",) * 15 + ("draft",) * 2 + ("invited",) * 4 + ("uninvited",)
LADDER = (0.25, 0.5, 0.5, 0.75, 0.75, 1.0)
T = TypeVar("T")
BANDS = ("0-4", "5-7", "8-12", "13-15", "16-18", "19-25")


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward of the city and the part of town that it is counted to."""

    code: str
    name: str
    part: str
    lat: float
    lon: float


@dataclass(slots=True)
class Invention:
    """One invented organisation; None is what it has not told."""

    name: str
    kind: str
    summary: str
    ward: Ward
    stage: str
    lat: float
    lon: float
    radius_km: float
    themes: dict[str, float]
    areas: list[str]
    ages: list[str] | None
    offers: list[str] | None
    needs: list[str] | None
    networks: list[str] | None
    staff: int | None
    volunteers: int | None
    turnover: int | None
    spare_days: float | None
    max_contract: int | None
    can_lead: bool | None
    will_lead: bool | None
    ties: dict[int, float] | None = None
    exclusions: list[int] = field(default_factory=list)


def read_wards() -> list[Ward]:
    """Read the wards of the demonstration's city."""
    file = Path(__file__).with_name("wards.csv")
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Ward(row["code"], row["name"], row["part"], float(row["lat"]), float(row["lon"]))
            for row in csv.DictReader(lines)
        ]


def invent_organisations(count: int = COUNT, seed: int = SEED) -> list[Invention]:
    """Make up organisations, then whom they know and with whom they cannot work."""
    dice = Random(seed)  # noqa: S311 (inventing, not guarding)
    wards = read_wards()
    names = invent_names(dice)
    found = [invent_one(dice, *next(names), dice.choice(wards), wards) for _ in range(count)]
    for number, one in enumerate(found):
        one.ties = invent_ties(dice, number, found) if dice.random() < 0.85 else None
    answer_ties(dice, found)
    for number in dice.sample(range(count), 6):
        near = sorted(range(count), key=lambda other: distance(found[number], found[other]))
        found[number].exclusions = [near[dice.randint(1, 8)]]
    return found


def invent_names(dice: Random) -> Iterator[tuple[str, str]]:
    """Give names that no organisation bears, each with its main theme."""
    pairs = [(first, theme) for first in FIRST for theme in SECOND]
    dice.shuffle(pairs)
    for first, theme in pairs:
        yield f"{first} {dice.choice(SECOND[theme])}", theme


def invent_one(dice: Random, name: str, main: str, ward: Ward, wards: list[Ward]) -> Invention:
    """Make up one organisation around its main theme and its ward."""
    size = dice.choices((0, 1, 2, 3), (38, 34, 19, 9))[0]
    turnover = (dice.randint(2, 30), dice.randint(30, 99), dice.randint(110, 400),
                dice.randint(450, 1900))[size] * 1000  # fmt: skip
    near = sorted(
        wards, key=lambda other: (other.lat - ward.lat) ** 2 + (other.lon - ward.lon) ** 2
    )
    themes = {main: 1.0}
    for code in dice.sample([theme[0] for theme in THEMES], dice.randint(1, 3)):
        themes.setdefault(code, dice.choice((0.3, 0.3, 0.6, 0.6, 1.0)))
    resources = [code for code, _ in RESOURCES]
    dice.shuffle(resources)
    offered, needed = dice.randint(1, 2 + size), dice.randint(1, 3)
    low = dice.randint(0, 3)
    return Invention(
        name=name,
        kind=dice.choice(KINDS[:3]) if size else dice.choice(KINDS),
        summary=summary_of(main, ward),
        ward=ward,
        stage=dice.choice(STAGES),
        lat=round(ward.lat + dice.uniform(-0.006, 0.006), 5),
        lon=round(ward.lon + dice.uniform(-0.009, 0.009), 5),
        radius_km=float(dice.choice((2, 2, 5, 5, 10))),
        themes=themes,
        areas=[other.code for other in near[: dice.randint(1, 3 + 2 * size)]],
        ages=known(dice, 0.9, list(BANDS[low : low + dice.randint(2, 3)])),
        offers=known(dice, 0.85, resources[:offered]),
        needs=known(dice, 0.85, resources[offered : offered + needed]),
        networks=known(dice, 0.8, [c for c, _, _ in NETWORKS if dice.random() < 0.2 + 0.1 * size]),
        staff=known(dice, 0.8, size * size * dice.randint(1, 3)),
        volunteers=known(dice, 0.8, dice.randint(2, 40)),
        turnover=known(dice, 0.85, turnover),
        spare_days=known(dice, 0.8, (0.5, 1.0, 2.0, 4.0)[size] * dice.choice((0.5, 1, 1, 2))),
        max_contract=known(dice, 0.9, turnover // 2 // 1000 * 1000) if size else None,
        can_lead=known(dice, 0.9, size >= 2),
        will_lead=known(dice, 0.85, dice.random() < (0.1, 0.25, 0.7, 0.8)[size]),
    )


def known(dice: Random, share: float, value: T) -> T | None:
    """Tell a value most of the time, and otherwise nothing."""
    return value if dice.random() < share else None


def summary_of(theme: str, ward: Ward) -> str:
    """Say in one sentence what an invented organisation does."""
    label = next(label for code, label, _ in THEMES if code == theme)
    return f"{label} for children and young people in and around {ward.name}. (Invented.)"


def invent_ties(dice: Random, number: int, found: list[Invention]) -> dict[int, float]:
    """Make up whom an organisation knows: mostly neighbours and those with the same themes."""
    one = found[number]
    ties: dict[int, float] = {}
    for other, candidate in enumerate(found):
        shared = len(one.themes.keys() & candidate.themes.keys())
        likely = 0.24 / (1 + (distance(one, candidate) / 2.0) ** 2) * (0.35 + 0.3 * shared)
        if other != number and dice.random() < likely:
            ties[other] = dice.choice(LADDER)
    return ties


def answer_ties(dice: Random, found: list[Invention]) -> None:
    """Let most of those who are named name the other too, not always as warmly."""
    for number, one in enumerate(found):
        for other, strength in list((one.ties or {}).items()):
            back = found[other].ties
            if back is not None and number not in back and dice.random() < 0.6:
                back[number] = strength if dice.random() < 0.7 else dice.choice(LADDER)


def distance(one: Invention, other: Invention) -> float:
    """Give roughly the kilometres between two invented places."""
    north, east = (one.lat - other.lat) * 111.2, (one.lon - other.lon) * 66.3
    return float((north**2 + east**2) ** 0.5)
