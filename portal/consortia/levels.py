"""How much is wanted of each theme in each area: one choice a cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.consortia.wishes import BriefWishes, CellWish

LEVELS = (("0", "None"), ("0.5", "Half of one"), ("1", "One"), ("2", "Two"), ("3", "Three"))
USUAL_LEVEL = "1"


def level_name(theme: str, area: str) -> str:
    """Name the field of one cell."""
    return f"level-{theme}-{area}"


def read_levels(
    typed: Mapping[str, Any], themes: Sequence[str], areas: Sequence[str]
) -> dict[tuple[str, str], str]:
    """Read the level chosen for each cell; a cell without an answer has the usual one."""
    known = {value for value, _ in LEVELS}
    chosen = {}
    for theme in themes:
        for area in areas:
            level = typed.get(level_name(theme, area), USUAL_LEVEL)
            chosen[theme, area] = level if level in known else USUAL_LEVEL
    return chosen


def cells_of(levels: Mapping[tuple[str, str], str]) -> tuple[CellWish, ...]:
    """Give the cells that are wanted."""
    return tuple(
        CellWish(theme, area, float(level))
        for (theme, area), level in levels.items()
        if float(level) > 0
    )


def levels_of(wishes: BriefWishes) -> dict[tuple[str, str], str]:
    """Give the levels that a kept brief wants, as the form's choices."""
    return {(cell.theme, cell.area): f"{cell.level:g}" for cell in wishes.cells}
