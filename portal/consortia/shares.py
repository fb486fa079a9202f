"""How a quality is made up: seven rows of whole points that add up to what the page says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.consortia.words import TERMS


@dataclass(frozen=True, slots=True)
class Share:
    """One quality: how many of a hundred points it could give, gives, and leaves missing."""

    label: str
    worth: int
    got: int
    missing: int


def points(value: float) -> int:
    """Give a quality or a part of one as points of 100, as the bars do."""
    return int(value * 100 + 0.5)


def share_out(quality: float, terms: Sequence[Mapping[str, Any]]) -> list[Share]:
    """Lay out how the points come together; each column adds up, because rows are rounded so."""
    worth = whole([100 * one["share"] for one in terms], 100)
    got = whole([100 * one["points"] for one in terms], points(quality), most=worth)
    return [
        Share(TERMS[one["name"]], of, here, of - here)
        for one, of, here in zip(terms, worth, got, strict=True)
    ]


def whole(parts: Sequence[float], total: int, most: Sequence[int] | None = None) -> list[int]:
    """Round parts so that they add up to a total: the largest remainders are rounded up."""
    most = most or [total] * len(parts)
    found = [min(int(part + 1e-6), limit) for part, limit in zip(parts, most, strict=True)]
    ranked = sorted(range(len(parts)), key=lambda place: (found[place] - parts[place], place))
    while sum(found) < total:
        place = next(one for one in ranked if found[one] < most[one])
        ranked.remove(place)
        found[place] += 1
    return found
