"""How far the quality of a group could fall or rise."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.explanation.group import Group

NOTHING = 1e-12

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Span:
    """Changes of the quality at both ends, and the terms that they go through."""

    lowest: float = 0.0
    highest: float = 0.0
    terms: tuple[str, ...] = ()


def span_of(group: Group, changes: Mapping[str, Ends]) -> Span:
    """Changes of terms that can go to their lower, and to their upper, ends together."""
    points = {
        term: (group.share(term) * low, group.share(term) * high)
        for term, (low, high) in changes.items()
    }
    return Span(
        lowest=sum(low for low, _ in points.values()),
        highest=sum(high for _, high in points.values()),
        terms=tuple(term for term, ends in points.items() if max(map(abs, ends)) > NOTHING),
    )
