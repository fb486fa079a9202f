"""Why two organisations should meet, as data that a page can show and in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from matching.arrays import Ints
from matching.coverage import BriefCoverage
from matching.explanation.answers import Sentence
from matching.instance import Organisation
from matching.meeting.answer import Brought, Meeting, MetNeed
from matching.meeting.choosing import Chosen
from matching.meeting.words import (
    Pair,
    cells_sentence,
    near_sentence,
    needs_sentence,
    networks_sentence,
)
from matching.meeting.worth import shares_of
from matching.places import kilometres
from matching.problem import Problem
from matching.rules import TOLERANCE

Found = tuple[tuple[Brought, ...], float, float]
Networks = tuple[tuple[str, ...], tuple[str, ...]]

NOT_JOINED: Networks = ((), ())
NOTHING: Found = ((), 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Between:
    """What lies between two: whether a tie is stated, and how far apart they are."""

    stated: bool
    away: float | None


class Reasons:
    """Looks closely at the pairs that were chosen."""

    def __init__(self, problem: Problem) -> None:
        """Keep what every pair needs."""
        self.problem = problem
        self.shares = shares_of(problem.request.weights)

    def of(self, chosen: Chosen) -> Iterator[tuple[int, Meeting]]:
        """The position of each organisation that is told, and what it is told of another."""
        ends = np.array([(own, other) for own, other, _ in chosen], np.intp).reshape(-1, 2)
        between = _between(self.problem, ends[:, 0], ends[:, 1])
        for (own, other, worth), those in zip(chosen, between, strict=True):
            yield own, self._of(own, other, worth, those)

    def _of(self, own: int, other: int, worth: float, between: Between) -> Meeting:
        members, instance = self.problem.instance.organisations, self.problem.instance
        pair = Pair(instance, self.problem.request, members[own], members[other])
        brought, together, alone = self._brought(own, other, pair)
        needs = (*_needs(pair.own, pair.other), *_needs(pair.other, pair.own))
        networks = NOT_JOINED if between.stated else _networks(pair.own, pair.other)
        met = _share(pair.own, pair.other) + _share(pair.other, pair.own)
        told = (
            (together - alone, cells_sentence(pair, brought, together, alone)),
            (met / 2, needs_sentence(pair, needs)),
            (float(networks != NOT_JOINED), networks_sentence(pair, networks)),
        )
        return Meeting(
            id=pair.other.id,
            worth=worth,
            added=together - alone,
            brought=brought,
            needs=needs,
            networks=networks,
            kilometres=between.away,
            sentences=(*self._ranked(told), *near_sentence(pair, between.away)),
        )

    def _ranked(self, told: Iterable[tuple[float, Sentence | None]]) -> list[Sentence]:
        """By their part of the worth."""
        points = [
            (share * value, one) for share, (value, one) in zip(self.shares, told, strict=False)
        ]
        points.sort(key=lambda one: -one[0])
        return [one for _, one in points if one is not None]

    def _brought(self, own: int, other: int, pair: Pair) -> Found:
        coverage = self.problem.coverage
        if isinstance(coverage, BriefCoverage):
            found = _in_cells(coverage, own, other, pair)
        else:
            found = _in_districts(pair)
        brought, together, alone = found
        return found if brought and together - alone > TOLERANCE else NOTHING


def _between(problem: Problem, own: Ints, other: Ints) -> list[Between]:
    """Being near is no reason where a place is unknown or the two are out of reach."""
    lat, lon, pairs = problem.arrays.lat, problem.arrays.lon, problem.pairs
    stated = pairs.stated(own, other)[0] | pairs.stated(other, own)[0]
    away = kilometres(lat[own], lon[own], lat[other], lon[other])
    near = np.where(np.isnan(away), 0.0, pairs.geography(own, other))
    rows = zip(stated.tolist(), away.tolist(), near.tolist(), strict=True)
    return [Between(tied, far if value > 0 else None) for tied, far, value in rows]


def _networks(one: Organisation, other: Organisation) -> Networks:
    mine, theirs = one.networks or frozenset(), other.networks or frozenset()
    if not mine or not theirs or mine & theirs:
        return NOT_JOINED
    return tuple(sorted(mine)), tuple(sorted(theirs))


def _all_brought(places: Mapping[tuple[str, str], list[str]]) -> tuple[Brought, ...]:
    return tuple(
        Brought(theme, by, tuple(sorted(areas))) for (theme, by), areas in sorted(places.items())
    )


def _needs(one: Organisation, other: Organisation) -> list[MetNeed]:
    met = sorted((one.needs or frozenset()) & (other.offers or frozenset()))
    return [MetNeed(service, one.id, other.id) for service in met]


def _share(one: Organisation, other: Organisation) -> float:
    return len(_needs(one, other)) / len(one.needs) if one.needs else 0.0


def _in_cells(coverage: BriefCoverage, own: int, other: int, pair: Pair) -> Found:
    """Cells of the brief in which one provides something and the other nothing."""
    provision, levels = coverage.provision[[own, other]], coverage.levels
    filled = np.minimum(levels, np.vstack((provision, provision.sum(axis=0)))).sum(axis=1)
    places: dict[tuple[str, str], list[str]] = {}
    for cell, (mine, theirs) in zip(pair.cells, (provision > 0).T.tolist(), strict=True):
        if mine != theirs:
            by = pair.own.id if mine else pair.other.id
            places.setdefault((cell.theme, by), []).append(cell.area)
    shares = (filled / levels.sum()).tolist()
    return _all_brought(places), shares[2], max(shares[:2])


def _in_districts(pair: Pair) -> Found:
    """Themes that one has and the other lacks, where both list an area."""
    shared = sorted(pair.districts(pair.own) & pair.districts(pair.other))
    mine, theirs, breadth = pair.own.themes or {}, pair.other.themes or {}, pair.breadth
    if not shared:
        return NOTHING
    brought = {
        (theme, pair.own.id if theme in mine else pair.other.id): shared
        for theme in mine.keys() ^ theirs.keys()
    }
    both = sum(min(1.0, mine.get(t, 0.0) + theirs.get(t, 0.0)) for t in sorted({*mine, *theirs}))
    alone = max(sum(mine.values()), sum(theirs.values()))
    return _all_brought(brought), min(breadth, both) / breadth, min(breadth, alone) / breadth
