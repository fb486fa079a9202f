"""Draws simple pictures as SVG: lines, bars, words on a white ground."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

INK, PALE, GRID = "#1d2733", "#5b6673", "#d9dee4"
BLUE, ORANGE, GREEN = "#1f5fa8", "#b8530b", "#2d7a46"
FONT = "font-family='system-ui, sans-serif'"
Point = tuple[float, float]


@dataclass
class Picture:
    """A picture of so many units; x runs right and y down."""

    width: int
    height: int
    title: str
    parts: list[str] = field(default_factory=list)

    def line(self, points: Sequence[Point], colour: str, width: float = 2, dash: str = "") -> None:
        """Join points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dashed = f" stroke-dasharray='{dash}'" if dash else ""
        self.parts.append(
            f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='{width}'"
            f"{dashed}/>"
        )

    def bar(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        self.parts.append(
            f"<rect x='{x:.1f}' y='{y:.1f}' width='{width:.1f}' height='{height:.1f}'"
            f" fill='{colour}'/>"
        )

    def dot(self, x: float, y: float, colour: str) -> None:
        """Mark a point."""
        self.parts.append(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='4' fill='{colour}'/>")

    def words(
        self,
        x: float,
        y: float,
        text: str,
        anchor: str = "start",
        colour: str = INK,
        size: int = 13,
    ) -> None:
        """Write words; `anchor` is start, middle or end."""
        self.parts.append(
            f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' fill='{colour}'"
            f" font-size='{size}' {FONT}>{escape(text)}</text>"
        )

    def __str__(self) -> str:
        """The whole file."""
        head = (
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {self.width} {self.height}'"
            f" width='{self.width}' height='{self.height}' role='img'>"
        )
        ground = f"<rect width='{self.width}' height='{self.height}' fill='white'/>"
        return "\n".join([head, f"<title>{escape(self.title)}</title>", ground, *self.parts,
                          "</svg>", ""])  # fmt: skip


@dataclass(frozen=True)
class Axis:
    """Maps values from low to high to units from start to end."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies; beyond the ends it stays at the end."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)


def steps(most: float, wanted: int = 6) -> list[float]:
    """Round numbers from 0 up to `most` for the marks of an axis."""
    sizes = [factor * 10.0**power for power in range(-6, 7) for factor in (1, 2, 5)]
    size = next(size for size in sizes if most / size <= wanted)
    return [round(size * number, 9) for number in range(int(most / size + 1e-9) + 1)]
