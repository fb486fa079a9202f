"""A quilt ready to be drawn: every patch with its link to who they are."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.partnerships.coverage import Coverage, Patch

WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Quilt:
    """What the coverage table asks for: themes, areas and cells, and the gaps of each theme."""

    themes: list[dict[str, Any]]
    areas: list[dict[str, str]]
    cells: dict[tuple[str, str], dict[str, Any]]


def draw_quilt(coverage: Coverage, slug: str) -> Quilt:
    """Put names and links to a quilt."""
    themes = [
        {
            "code": theme.code,
            "name": theme.label,
            "href": address(slug, theme=theme.code),
            "gaps": count(coverage, theme.code, "gap"),
        }
        for theme in coverage.themes
    ]
    areas = [{"code": row.area.code, "name": row.area.name} for row in coverage.areas]
    cells = {key: draw_patch(patch, key, slug) for key, patch in coverage.patches.items()}
    return Quilt(themes, areas, cells)


def draw_patch(patch: Patch, key: tuple[str, str], slug: str) -> dict[str, Any]:
    """Put a link to a patch: to who covers it, else to who works in the area."""
    theme, area = key
    covered = patch.state == "covered"
    return {
        "state": patch.state,
        "count": patch.count,
        "share": patch.share,
        "href": address(slug, theme=theme, area=area) if covered else address(slug, area=area),
    }


def address(slug: str, **wanted: Any) -> str:
    """Give the address of the list of organisations that fit."""
    return url_for("organisations.index", partnership=slug, **wanted)


def count(coverage: Coverage, theme: str, state: str) -> int:
    """Count a theme's patches of one kind."""
    return sum(
        patch.state == state for (code, _), patch in coverage.patches.items() if code == theme
    )


def read_part(asked: str | None, parts: list[str]) -> str | None:
    """Give the part of town to show: the one asked for, else the first, or None for all."""
    if asked == WHOLE or not parts:
        return None
    return asked if asked in parts else parts[0]
