"""What a group covers of a brief, theme by area, and what is missing, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.web.filters import as_count, as_words

NOTHING = 1e-9
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """The words for the codes of themes and areas, and of what is offered and needed."""

    themes: Mapping[str, str]
    areas: Mapping[str, str]
    resources: Mapping[str, str] = field(default_factory=dict)

    def theme(self, code: str) -> str:
        """Give the words of a theme."""
        return self.themes.get(code, code)

    def area(self, code: str) -> str:
        """Give the name of an area."""
        return self.areas.get(code, code)

    def resource(self, code: str) -> str:
        """Give the words of what somebody offers or needs, as they stand within a sentence."""
        label = self.resources.get(code, code)
        return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label

    def served(self, cells: Iterable[Mapping[str, Any]], most: int = 2) -> str:
        """Write a few cells as themes with their areas."""
        written = self.by_theme(cells, most_areas=2)
        rest = len(written) - most
        return as_words([*written[:most], as_count(rest, "more theme")] if rest > 0 else written)

    def by_theme(self, cells: Iterable[Mapping[str, Any]], most_areas: int = 6) -> list[str]:
        """Write each theme with its areas, or with their number where there are many."""
        themes: dict[str, list[str]] = {}
        for cell in cells:
            themes.setdefault(self.theme(cell["theme"]), []).append(self.area(cell["area"]))
        return [
            f"{theme} in "
            + (as_words(areas) if len(areas) <= most_areas else as_count(len(areas), "area"))
            for theme, areas in themes.items()
        ]


@dataclass(frozen=True, slots=True)
class Cover:
    """What a group covers of a brief: the shape that the coverage table takes."""

    themes: list[dict[str, str]]
    areas: list[dict[str, str]]
    cells: dict[Place, dict[str, Any]]
    missing: tuple[str, ...]

    @property
    def counted(self) -> dict[Place, dict[str, Any]]:
        """The cells with how many members serve each."""
        return {
            place: cell | {"count": cell.get("providers")} for place, cell in self.cells.items()
        }


def cover_of(
    wanted: Sequence[Mapping[str, Any]],
    gaps: Iterable[Mapping[str, Any]],
    served: Sequence[Place],
    names: Names,
) -> Cover:
    """Lay out what is covered of the wanted cells; `served` has one entry a member and cell."""
    missing = {(gap["theme"], gap["area"]): gap["missing"] for gap in gaps}
    themes = list(dict.fromkeys(cell["theme"] for cell in wanted))
    areas = sorted(dict.fromkeys(cell["area"] for cell in wanted), key=names.area)
    cells: dict[Place, dict[str, Any]] = {
        (theme, area): {"state": "none", "count": None, "share": 0, "href": None}
        for theme in themes
        for area in areas
    }
    for cell in wanted:
        place = (cell["theme"], cell["area"])
        share = max(0.0, 1 - missing.get(place, 0) / cell["level"])
        cells[place] |= {
            "state": "covered" if share > NOTHING else "gap",
            "share": share,
            "providers": served.count(place),
        }
    return Cover(
        [{"code": code, "name": names.theme(code)} for code in themes],
        [{"code": code, "name": names.area(code)} for code in areas],
        cells,
        tuple(lacking(cells, names)),
    )


def lacking(cells: Mapping[Place, Mapping[str, Any]], names: Names) -> list[str]:
    """Say what is missing, whole gaps first, gathered by theme."""
    whole: dict[str, list[str]] = {}
    part: dict[str, list[str]] = {}
    for (theme, area), cell in cells.items():
        if cell["state"] == "gap":
            whole.setdefault(theme, []).append(names.area(area))
        elif cell["state"] == "covered" and cell["share"] < 1 - NOTHING:
            part.setdefault(theme, []).append(names.area(area))
    return [
        *(f"{names.theme(theme)} in {as_words(areas)}" for theme, areas in whole.items()),
        *(f"part of {names.theme(theme)} in {as_words(areas)}" for theme, areas in part.items()),
    ]
