"""The network as a picture: dots, lines and names laid out for a drawing of fixed size."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.network.service import Link, Network, Node

WIDTH, HEIGHT, EDGE = 760.0, 680.0, 40.0
SMALLEST_SHARE, LARGEST, LARGEST_SHARE = 0.4, 20.0, 0.2
# How far each direction is spread by rank, so that a crowded middle opens up.
SPREAD = 0.5
CATEGORIES = 8
LETTER, LINE, LONGEST_LINE, MOST_NAMES = 7.0, 14.0, 20, 45
STRONGEST_EACH = 2
SILENT, UNPLACED = 0, 9
OTHERS = "Others"
UNKNOWN = "Part of town not known yet"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """One node: where, how large, its category from 1 and its name.

    Category 0 is "not answered yet", 9 is "part of town not known yet".
    """

    node: Node
    x: float
    y: float
    r: float
    category: int
    name_lines: tuple[str, ...]
    name_at: tuple[float, float]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line between two dots."""

    x1: float
    y1: float
    x2: float
    y2: float
    state: str
    near: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the drawing holds."""

    width: float
    height: float
    dots: list[Dot]
    strokes: list[Stroke]
    legend: list[tuple[int, str]]
    named: int
    lines_left_out: int


def draw(network: Network, colour_by: str, chosen: Node | None) -> Picture | None:
    """Lay a network out; None where it has too many nodes for a picture."""
    if not network.places:
        return None
    legend, category = categories(network, colour_by)
    links = drawn_links(network)
    places = spread_out(network)
    slug = chosen.slug if chosen else None
    strokes = [
        Stroke(*places[link.one], *places[link.other], link.state, slug in (link.one, link.other))
        for link in links
    ]
    dots = name_dots(network, places, category, slug)
    return Picture(
        WIDTH,
        HEIGHT,
        dots,
        sorted(strokes, key=lambda stroke: stroke.near),
        legend,
        sum(1 for dot in dots if dot.name_lines),
        len(network.links) - len(links),
    )


def spread_out(network: Network) -> dict[str, tuple[float, float]]:
    """Put every node inside the edges of the drawing, the crowded middle opened up."""
    across = axis({key: at[0] for key, at in network.places.items()}, WIDTH)
    down = axis({key: at[1] for key, at in network.places.items()}, HEIGHT)
    return {key: (across[key], down[key]) for key in network.places}


def axis(values: Mapping[str, float], span: float) -> dict[str, float]:
    """Spread the places in one direction between the edges, half by value and half by rank."""
    ordered = sorted(values, key=lambda key: (values[key], key))
    low, high = values[ordered[0]], values[ordered[-1]]
    last = max(1, len(ordered) - 1)
    room = span - 2 * EDGE
    found = {}
    for rank, key in enumerate(ordered):
        share = (values[key] - low) / (high - low) if high > low else 0.5
        found[key] = round(EDGE + room * ((1 - SPREAD) * share + SPREAD * rank / last), 1)
    return found


def drawn_links(network: Network) -> list[Link]:
    """Give the links to draw: all of them, but of fit only each one's strongest."""
    if network.kind != "affinity":
        return network.links
    kept, drawn = Counter[str](), []
    for link in sorted(network.links, key=lambda link: -(link.weight or 0)):
        if min(kept[link.one], kept[link.other]) < STRONGEST_EACH:
            kept.update((link.one, link.other))
            drawn.append(link)
    return drawn


def categories(
    network: Network, colour_by: str
) -> tuple[list[tuple[int, str]], Callable[[Node], int]]:
    """Share the nodes out over at most eight categories; the rarest share the last."""

    def word(node: Node) -> str:
        if colour_by == "community" and node.part != "Suggested group":
            return f"Cluster {node.community}" if node.community else "In no cluster"
        return node.part or UNKNOWN

    counts = Counter(word(node) for node in network.nodes.values() if node.answered is not False)
    unplaced = counts.pop(UNKNOWN, 0)
    ranked = sorted(counts, key=lambda each: (-counts[each], each))
    shown = ranked if len(ranked) <= CATEGORIES else [*ranked[: CATEGORIES - 1], OTHERS]
    numbers = {each: number for number, each in enumerate(shown, start=1)}
    last = len(shown)

    def category(node: Node) -> int:
        if node.answered is False:
            return SILENT
        return UNPLACED if word(node) == UNKNOWN else numbers.get(word(node), last)

    legend = [(number, each) for each, number in numbers.items()]
    return legend + ([(UNPLACED, UNKNOWN)] if unplaced else []), category


def name_dots(
    network: Network,
    places: dict[str, tuple[float, float]],
    category: Callable[[Node], int],
    chosen: str | None,
) -> list[Dot]:
    """Make the dots, the largest first, and name as many as there is room for."""
    most = max((node.degree for node in network.nodes.values()), default=0) or 1
    largest = min(LARGEST, LARGEST_SHARE * (WIDTH * HEIGHT / len(network.nodes)) ** 0.5)
    sizes = {
        key: largest * (SMALLEST_SHARE + (1 - SMALLEST_SHARE) * (node.degree / most) ** 0.5)
        for key, node in network.nodes.items()
    }
    taken = [box_of(*places[key], 2 * sizes[key], 2 * sizes[key]) for key in places]
    ranked = sorted(
        network.nodes.values(), key=lambda node: (node.slug != chosen, -node.degree, node.slug)
    )
    dots: list[Dot] = []
    named = 0
    for node in ranked:
        (x, y), r = places[node.slug], sizes[node.slug]
        lines: tuple[str, ...] = ()
        at = (0.0, 0.0)
        if named < MOST_NAMES or node.slug == chosen:
            lines, at = find_room(node, x, y, r, taken, must=node.slug == chosen)
            named += bool(lines)
        dots.append(Dot(node, x, y, round(r, 1), category(node), lines, at, node.slug == chosen))
    return sorted(dots, key=lambda dot: (dot.chosen, dot.node.degree))


def find_room(
    node: Node, x: float, y: float, r: float, taken: list[Box], *, must: bool
) -> tuple[tuple[str, ...], tuple[float, float]]:
    """Find room for a name under or over its dot; nothing where there is none."""
    lines = wrap(node.name)
    width = LETTER * max(len(line) for line in lines)
    height = LINE * len(lines)
    middle = min(max(x, width / 2), WIDTH - width / 2)
    for top in (y + r + 2, y - r - 2 - height):
        box = (middle - width / 2, top, middle + width / 2, top + height)
        inside = top > 0 and box[3] < HEIGHT and abs(middle - x) < 2 * r
        if must or (inside and not any(overlap(box, other) for other in taken)):
            taken.append(box)
            return lines, (round(middle, 1), round(top + LINE - 3, 1))
    return (), (0.0, 0.0)


def box_of(x: float, y: float, width: float, height: float) -> Box:
    """Give the box around a point."""
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes share any room."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def wrap(name: str) -> tuple[str, ...]:
    """Break a name into two lines at most, the second cut short where it must be."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) > LONGEST_LINE:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > 2:
        lines = [lines[0], " ".join(lines[1:])]
    return tuple(
        line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…" for line in lines
    )
