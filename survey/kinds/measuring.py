"""Counting answers and describing numbers, the same whatever order they come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import fsum
from typing import Any

from survey.context import Choice
from survey.figures import Figure, show_figure, tidy
from survey.kinds.counted import Count, Counts, Grid, GridRow, Measure, Measures, OtherWords
from survey.kinds.picklist import LOST, Picked, PickList

ANSWERED = "Answered"
QUANTILES = (
    ("least", "Least", 0),
    ("lower", "A quarter are at or below", 0.25),
    ("median", "Median", 0.5),
    ("upper", "A quarter are at or above", 0.75),
    ("most", "Most", 1),
)


def listed(choices: Iterable[Choice], said: Collection[str]) -> list[tuple[str, str]]:
    """Return key and words of what a tally lists: all offered, and whatever was said besides.

    Examples
    --------
    >>> old = [Choice("a", "A"), Choice("b", "B", retired=True), Choice("c", "C", retired=True)]
    >>> listed(old, {"b", "gone"})
    [('a', 'A'), ('b', 'B'), ('gone', '(no longer in the list)')]
    """
    found = {one.code: one.label for one in choices if not one.retired or one.code in said}
    gone = sorted(set(said) - found.keys())
    return [*found.items(), *((key, LOST) for key in gone)]


def count_each(
    choices: Iterable[Choice], said: Sequence[Collection[str]], part: str = "", label: str = ""
) -> Counts:
    """Return how many of several answers hold each choice; an answer counts once for each."""
    numbers = Counter(key for keys in said for key in set(keys))
    rows = tuple(Count(key, word, numbers[key]) for key, word in listed(choices, numbers.keys()))
    return Counts(part, label, len(said), len(said), rows)


def count_picked(picks: PickList, values: Sequence[Picked], label: str = "") -> Counts:
    """Return how many chose each entry of a list, and each answer that stands apart."""
    said = [[*value.picked, *([value.special] if value.special else [])] for value in values]
    return count_each([*picks.choices, *picks.specials], said, picks.part, label)


def other_words(texts: Iterable[str], part: str = "other", label: str = "") -> OtherWords:
    """Return what was written instead of a choice, sorted so that no order tells who wrote it."""
    found = tuple(sorted((text for text in texts if text), key=lambda one: (one.casefold(), one)))
    return OtherWords(part, label or "In their words", len(found), found)


def measures(
    numbers: Sequence[Figure], unit: str = "", part: str = "", label: str = "", summed: bool = True
) -> Measures:
    """Return what describes several numbers: least, quartiles, median, mean, most and sum."""
    sizes = sorted(map(float, numbers))
    found: list[Measure] = [
        measure("n", "Numbers told", len(sizes)),
        *(measure(key, word, quantile(sizes, at), unit) for key, word, at in QUANTILES),
        measure("mean", "Mean", mean(sizes), unit),
    ]
    if summed:
        found.append(measure("sum", "Sum", fsum(sizes) if sizes else None, unit))
    return Measures(part, label, len(sizes), tuple(found))


def measure(key: str, label: str, value: Figure | None, unit: str = "") -> Measure:
    """Return a figure with its name; as people read it, it has two decimals at most."""
    words = "" if value is None else show_figure(tidy(round(value, 2)), unit)
    return Measure(key, label, value, words)


def mean(numbers: Sequence[Figure]) -> float | None:
    """Return the arithmetic mean, None of nothing; the same in any order."""
    return fsum(numbers) / len(numbers) if numbers else None


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """Return the value below which a share of sorted numbers lies, None of nothing.

    It is the straight line between neighbours at ``share * (n - 1)``: type 7 of Hyndman and Fan,
    "Sample Quantiles in Statistical Packages", 1996, as spreadsheets do it.

    Examples
    --------
    >>> quantile([1, 2, 4, 10], 0.25), quantile([3.0], 0.5)
    (1.75, 3.0)
    """
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def grid(answered: int, columns: Iterable[str], rows: Iterable[GridRow], note: str = "") -> Grid:
    """Return the only grid of a question."""
    return Grid("", "", answered, tuple(columns), tuple(rows), note)


def crossed(
    items: Iterable[Choice], options: Iterable[Choice], values: Sequence[Mapping[str, Any]]
) -> tuple[list[str], list[GridRow]]:
    """Return the columns, and for each item how often each option was chosen, and by how many."""
    told = [{key: one for key, one in value.items() if one is not None} for value in values]
    numbers = Counter((key, one) for value in told for key, one in value.items())
    columns = listed(options, {one for _, one in numbers})
    rows = [
        GridRow(
            key,
            label,
            (answered := sum(key in value for value in told)),
            (
                *(measure(one, word, numbers[key, one]) for one, word in columns),
                measure("_answered", ANSWERED, answered),
            ),
        )
        for key, label in listed(items, {key for key, _ in numbers})
    ]
    return [*(word for _, word in columns), ANSWERED], rows
