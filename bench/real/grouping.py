"""What real organisations are asked for, and what it took to answer."""

import time
from dataclasses import dataclass, replace

from bench.real.source import Source
from matching import PRESETS, Comparison, Grouping, Outcome, compare_groupings, suggest_groups

# Almost all that is known is what they do and where: so groups are asked to be near and alike.
# Needs, days and ties are unknown of everybody and could not tell one group from another.
WEIGHTS = {
    "coverage": 0.20,
    "geography": 0.20,
    "complementarity": 0,
    "cohesion": 0.55,
    "capacity": 0,
    "small": 0.05,
    "added_value": 0,
}


@dataclass(frozen=True)
class Grouped:
    """A file, its groups, and the seconds that the search took."""

    source: Source
    outcome: Outcome
    seconds: float
    cpu: float


def asked_of(source: Source, weights: dict[str, float] | None = None) -> Grouping:
    """Groups of three to eight, near and alike if no other weights are given."""
    return Grouping.from_json(
        {
            "id": source.key,
            "name": source.words,
            "size": {"min": 3, "max": 8},
            "lead": "wanted",
            "weights": weights or WEIGHTS,
        }
    )


def grouped(source: Source, effort: int, weights: dict[str, float] | None = None) -> Grouped:
    """Group the organisations of a file."""
    wall, used = time.perf_counter(), time.process_time()
    outcome = suggest_groups(source.instance, asked_of(source, weights), effort=effort)
    return Grouped(source, outcome, time.perf_counter() - wall, time.process_time() - used)


def placed(source: Source) -> Source:
    """The file without those whose place is not known."""
    some = tuple(one for one in source.instance.organisations if one.place)
    return replace(source, instance=source.instance.changed(organisations=some))


def by_presets(
    source: Source, effort: int, names: tuple[str, str] = ("By place", "By theme")
) -> tuple[Grouped, Grouped, Comparison]:
    """The same organisations by the weights of two presets, and the two side by side."""
    first, second = (grouped(source, effort, PRESETS[name].weights.model_dump()) for name in names)
    return first, second, compare_groupings(source.instance, first.outcome, second.outcome)
