"""Where the areas of a list lie, each a patch of a small map."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sqrt
from statistics import mean
from typing import Any

WIDTH, HEIGHT, MARGIN = 320, 420, 16
SMALLEST, LARGEST = 6.0, 20.0


@dataclass(frozen=True)
class Patch:
    """A tick of a list, and where the middle of its patch lies."""

    tick: Any
    x: float
    y: float


@dataclass(frozen=True)
class Map:
    """Patches on a sheet, with the side of each; all in the units of the sheet."""

    width: int
    height: int
    side: float
    patches: tuple[Patch, ...]


def on_a_map(ticks: Iterable[Any]) -> Map | None:
    """Lay the ticks that have a place on a map, north upwards; None where too few have."""
    known = [tick for tick in ticks if tick.place]
    if len({tick.place for tick in known}) < 3:
        return None
    shrink = cos(radians(mean(lat for lat, _ in (tick.place for tick in known))))
    across = [tick.place[1] * shrink for tick in known]
    down = [-tick.place[0] for tick in known]
    wide, high = max(across) - min(across), max(down) - min(down)
    scale = min(
        (room - 2 * MARGIN) / span for room, span in ((WIDTH, wide), (HEIGHT, high)) if span > 0
    )
    left = (WIDTH - wide * scale) / 2
    patches = tuple(
        Patch(tick, left + (x - min(across)) * scale, MARGIN + (y - min(down)) * scale)
        for tick, x, y in zip(known, across, down, strict=True)
    )
    height = round(high * scale) + 2 * MARGIN
    side = 0.6 * sqrt(WIDTH * height / len(known))
    return Map(WIDTH, height, max(SMALLEST, min(side, LARGEST)), patches)
