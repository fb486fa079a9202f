"""Made-up instances that look like a city: for benchmarks, tests and a first try."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, radians
from random import Random

from matching.cells import list_cell, number_cell, weights_cell
from matching.instance import Instance
from matching.tables import PlainRow

KM_A_DEGREE = 111.2
CENTRE = (53.48, -2.24)
WARDS_EACH = 8
ORGANISATIONS_A_TOWN = 120

KINDS = ("charity", "community group", "social enterprise", "faith group", "club")
THEMES = (
    "arts", "befriending", "carers", "community-safety", "counselling", "detached-work",
    "digital", "disability", "employment", "environment", "families", "food", "holiday-play",
    "housing", "mental-health", "mentoring", "music", "outdoor", "play", "refugees", "sport",
    "uniformed", "volunteering", "youth-clubs",
)  # fmt: skip
AGES = ("0-4", "5-10", "11-15", "16-18", "19-25")
SERVICES = (
    "accounting", "bid-writing", "data", "equipment", "kitchen", "minibus", "premises",
    "safeguarding", "training", "volunteers",
)  # fmt: skip
NETWORKS = ("alliance", "forum", "network-a", "network-b")
STRENGTHS = (0.25, 0.25, 0.5, 0.5, 0.75, 1.0)


def generate_instance(organisations: int, seed: int = 0) -> Instance:
    """Invent an instance with towns, likes that gather, gaps in what is known, and few leads.

    Parameters
    ----------
    organisations : int
        How many, from 1.
    seed : int, optional
        The same number and seed give the same instance everywhere.

    Returns
    -------
    Instance
        About one in six can lead; each fact but the themes is unknown for some.

    Examples
    --------
    >>> instance = generate_instance(30, seed=1)
    >>> len(instance.organisations), instance == generate_instance(30, seed=1)
    (30, True)
    """
    draw = Random(f"{organisations}-{seed}")
    towns = _towns(draw, organisations)
    pulls = [*accumulate(town.pull for town in towns)]
    homes = draw.choices(towns, cum_weights=pulls, k=organisations)
    width = len(str(organisations))
    ids = [f"org-{number:0{width}}" for number in range(1, organisations + 1)]
    answered: list[int] = []
    # One row at a time. All draw from one sequence, so each has to come in its turn: organisations,
    # ties, exclusions, which is the order in which the instance takes them.
    return Instance.from_tables(
        _organisations(draw, ids, homes, answered),
        areas=[row for town in towns for row in town.areas()],
        ties=_ties(draw, ids, homes, answered),
        exclusions=_exclusions(draw, ids, homes),
    )


@dataclass(frozen=True)
class _Town:
    """A place with its wards and the themes that its organisations like best."""

    code: str
    lat: float
    lon: float
    spread_km: float
    pull: float
    wards: tuple[tuple[str, float, float], ...]
    liked: tuple[str, ...]

    def areas(self) -> list[PlainRow]:
        """The town and its wards as rows of the table of areas."""
        rows = [_area(self.code, "", self.lat, self.lon)]
        return rows + [_area(code, self.code, lat, lon) for code, lat, lon in self.wards]


def _towns(draw: Random, organisations: int) -> list[_Town]:
    count = max(2, round(organisations / ORGANISATIONS_A_TOWN))
    extent = 9.0 * count**0.5
    return [_town(draw, f"town-{number}", extent) for number in range(1, count + 1)]


def _town(draw: Random, code: str, extent_km: float) -> _Town:
    lat, lon = _moved(
        CENTRE, draw.uniform(-extent_km, extent_km), draw.uniform(-extent_km, extent_km)
    )
    spread = draw.uniform(1.5, 4.0)
    wards = tuple(
        (f"{code}-ward-{number}", *_near(draw, (lat, lon), spread))
        for number in range(1, WARDS_EACH + 1)
    )
    liked = tuple(draw.sample(THEMES, 10))
    return _Town(code, lat, lon, spread, draw.uniform(0.5, 2.0), wards, liked)


def _organisations(
    draw: Random, ids: Sequence[str], homes: Sequence[_Town], answered: list[int]
) -> Iterator[PlainRow]:
    """Rows of organisations; those who answered about ties are noted."""
    for place, (key, home) in enumerate(zip(ids, homes, strict=True)):
        row = _organisation(draw, key, home)
        if row["ties_known"] == "yes":
            answered.append(place)
        yield row


def _organisation(draw: Random, key: str, home: _Town) -> PlainRow:
    lat, lon = _near(draw, (home.lat, home.lon), home.spread_km)
    turnover = round(min(5e6, draw.lognormvariate(11.0, 1.3)), -2)
    leads = turnover > 150_000 and draw.random() < 0.6
    place = {"lat": number_cell(lat), "lon": number_cell(lon)}
    row = {
        "id": key,
        "name": f"Organisation {key.rpartition('-')[2]}",
        "kind": draw.choice(KINDS),
        "radius_km": number_cell(draw.choice((2.0, 3.0, 5.0, 5.0, 8.0, 15.0))),
        "themes": _themes(draw, home) if draw.random() < 0.97 else "",
        "max_groups": draw.choice(("", "", "", "", "2")),
        "can_lead": "yes" if leads else "no",
        "will_lead": "yes" if leads and draw.random() < 0.8 else "no",
        "ties_known": draw.choice(("yes", "yes", "no", "")),
    }
    return row | {
        column: "" if draw.random() < 0.12 else cell
        for column, cell in (place | _facts(draw, home, turnover)).items()
    }


def _facts(draw: Random, home: _Town, turnover: float) -> PlainRow:
    """The cells that some organisations leave blank."""
    staff = round(turnover / 35_000)
    return {
        "areas": list_cell(ward[0] for ward in draw.sample(home.wards, draw.randint(1, 3))),
        "ages": list_cell(_neighbours(draw)),
        "offers": list_cell(draw.sample(SERVICES, draw.randint(0, 3))),
        "needs": list_cell(draw.sample(SERVICES, draw.randint(0, 2))),
        "networks": list_cell(draw.sample(NETWORKS, draw.choice((0, 0, 1)))),
        "staff": number_cell(staff),
        "volunteers": number_cell(draw.randint(2, 40)),
        "turnover": number_cell(turnover),
        "spare_days": number_cell(draw.choice((0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0))),
        "max_contract": number_cell(round(turnover * draw.uniform(0.3, 1.2), -3)),
    }


def _themes(draw: Random, home: _Town) -> str:
    chosen = set(draw.sample(home.liked, draw.randint(1, 4)))
    if draw.random() < 0.4:
        chosen.add(draw.choice(THEMES))
    return weights_cell({code: draw.choice((0.3, 0.6, 1.0)) for code in sorted(chosen)})


def _neighbours(draw: Random) -> Sequence[str]:
    start = draw.randrange(len(AGES))
    return AGES[start : start + draw.randint(1, 3)]


def _ties(
    draw: Random, ids: Sequence[str], homes: Sequence[_Town], answered: Sequence[int]
) -> Iterator[PlainRow]:
    by_town: dict[str, list[str]] = {}
    for key, home in zip(ids, homes, strict=True):
        by_town.setdefault(home.code, []).append(key)
    for place in answered:
        partners = _partners(draw, by_town[homes[place].code], ids) - {ids[place]}
        for partner in sorted(partners):
            yield _tie(draw, ids[place], partner)


def _partners(draw: Random, near: Sequence[str], everyone: Sequence[str]) -> set[str]:
    partners = set(draw.choices(near, k=draw.randint(0, 4)))
    if draw.random() < 0.2:
        partners.add(draw.choice(everyone))
    return partners


def _tie(draw: Random, source: str, target: str) -> PlainRow:
    strength = number_cell(draw.choice(STRENGTHS))
    return {"from": source, "to": target, "kind": "works with", "strength": strength}


def _exclusions(draw: Random, ids: Sequence[str], homes: Sequence[_Town]) -> Iterator[PlainRow]:
    """About one organisation in forty cannot work with a neighbour."""
    for _ in range(len(ids) // 40):
        one, other = draw.sample(range(len(ids)), 2)
        if homes[one] is homes[other]:
            yield {"a": ids[one], "b": ids[other]}


def _area(code: str, parent: str, lat: float, lon: float) -> PlainRow:
    place = {"lat": number_cell(lat), "lon": number_cell(lon)}
    return {"code": code, "name": code.replace("-", " "), "parent": parent} | place


def _near(draw: Random, centre: tuple[float, float], spread_km: float) -> tuple[float, float]:
    return _moved(centre, draw.gauss(0, spread_km), draw.gauss(0, spread_km))


def _moved(place: tuple[float, float], north_km: float, east_km: float) -> tuple[float, float]:
    lat = place[0] + north_km / KM_A_DEGREE
    lon = place[1] + east_km / (KM_A_DEGREE * cos(radians(place[0])))
    return round(lat, 5), round(lon, 5)
