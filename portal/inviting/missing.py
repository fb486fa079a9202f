"""Who is missing: of those known to work in an area or on a theme, how many have answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from portal.inviting.standings import states_by_participation
from portal.inviting.whereabouts import UNKNOWN, Told, list_names, list_told
from portal.models.partnerships import PartnershipArea
from portal.models.surveys import Survey
from portal.partnerships.service import list_areas

COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Heard:
    """One area or theme: how many are known to work there, and how many of them have sent."""

    code: str
    name: str
    known: int
    sent: int

    @property
    def missing(self) -> int:
        """How many have not sent."""
        return self.known - self.sent

    @property
    def level(self) -> str:
        """Which patch it is: 1 to 5 by the share that has sent, "gap" or "unknown"."""
        if not self.known or self.code == UNKNOWN:
            return "unknown"
        if not self.sent:
            return "gap"
        return str(5 if not self.missing else min(4, ceil(5 * self.sent / self.known)))

    @property
    def letters(self) -> str:
        """Two letters that stand for it where there is no room for its name."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in words[:2]) if len(words) > 1 else self.name[:2]


@dataclass(frozen=True, slots=True)
class Missing:
    """Who is missing from a survey, by area and by theme; silent areas and themes come first."""

    areas: list[Heard]
    themes: list[Heard]
    quilt: list[list[Heard]]
    everybody: int
    sent: int

    @property
    def silent_areas(self) -> list[Heard]:
        """The areas in which somebody is known to work and nobody has answered."""
        return [one for one in self.areas if one.level == "gap"]


def find_missing(survey: Survey) -> Missing:
    """Count who has sent and who has not, area by area and theme by theme, with five queries."""
    partnership = survey.partnership
    states = states_by_participation(survey)
    places = list_areas(partnership)
    names = {row.area.code: row.area.name for row in places}
    areas = count_heard(names, list_told(partnership, "areas", names), states)
    names = list_names(partnership, "themes")
    themes = count_heard(names, list_told(partnership, "themes", names), states)
    return Missing(
        areas=in_order(areas),
        themes=in_order(themes),
        quilt=lay_out(places, areas),
        everybody=len(states),
        sent=sum(state == "sent" for state in states.values()),
    )


def count_heard(
    names: Mapping[str, str], told: Told, states: Mapping[int, str]
) -> dict[str, Heard]:
    """Count who is known to work in each place, and who has sent; those not known come last."""
    known: Counter[str] = Counter()
    sent: Counter[str] = Counter()
    for number, state in states.items():
        codes = told.get(number, {UNKNOWN})
        known.update(codes)
        if state == "sent":
            sent.update(codes)
    everything = {**names, UNKNOWN: "Not known yet"}
    return {code: Heard(code, name, known[code], sent[code]) for code, name in everything.items()}


def in_order(heard: Mapping[str, Heard]) -> list[Heard]:
    """Put first where nobody has answered, then by the share that has; nobody known comes last."""

    def place(one: Heard) -> tuple[bool, bool, float, int]:
        share = one.sent / one.known if one.known else 1.0
        return (one.code == UNKNOWN, not one.known, share, -one.known)

    rows = sorted(heard.values(), key=place)
    return [one for one in rows if one.code != UNKNOWN or one.known]


def lay_out(places: Sequence[PartnershipArea], heard: Mapping[str, Heard]) -> list[list[Heard]]:
    """Put areas into rows from north to south, each from west to east: their rough places."""
    north = sorted(places, key=lambda row: (-(row.area.lat or 0), row.area.name))
    rows = max(1, ceil(len(north) / COLUMNS))
    wide = ceil(len(north) / rows) or 1
    return [
        [
            heard[row.area.code]
            for row in sorted(north[start : start + wide], key=lambda row: row.area.lon or 0)
        ]
        for start in range(0, len(north), wide)
    ]
