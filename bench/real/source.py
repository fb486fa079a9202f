"""A file of real organisations as an instance, and how such files are read."""

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matching import Instance

Row = dict[str, str]


@dataclass(frozen=True)
class Tags:
    """Tags as themes: the theme that each stands for, its weight, and how themes are called."""

    theme: Mapping[str, str] = field(default_factory=dict)
    weight: Mapping[str, float] = field(default_factory=dict)
    title: Mapping[str, str] = field(default_factory=dict)

    def cell(self, codes: Iterable[str]) -> str:
        """Themes with their weights as a cell; unknown codes are passed over, none are blank."""
        themes: dict[str, float] = {}
        for code in codes:
            if code in self.theme:
                theme = self.theme[code]
                themes[theme] = max(themes.get(theme, 0.0), self.weight[code])
        return ";".join(f"{theme}:{weight}" for theme, weight in sorted(themes.items()))


@dataclass(frozen=True)
class Source:
    """One file: a key for folders, its name, what it is in words, how many rows, and what of it.

    `by` names the attribute under whose values a long list of them is easier to read.
    """

    key: str
    file: str
    words: str
    rows: int
    instance: Instance
    tags: Tags
    by: str = ""


def read_rows(path: Path) -> list[Row]:
    """The rows of a UTF-8 file with a header; no cell is None and none has blanks around it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {column: (cell or "").strip() for column, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def listed(cell: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def together(rows: Iterable[Row], key: Callable[[Row], str]) -> list[list[Row]]:
    """Rows of one organisation together, in the order in which they first come."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return list(found.values())
