"""Two pictures of one run: how one proof comes about, and what each family takes."""

from math import floor
from statistics import median

from bench.briefs.markdown import within
from bench.briefs.plan import NAMES
from bench.briefs.records import MIDDLE, SMALL, Results, Search
from bench.svg import BLUE, GREEN, GRID, INK, ORANGE, PALE, Axis, Picture, Point, steps

LEFT, RIGHT, TOP, BOTTOM = 70, 30, 56, 50
WIDE, HIGH = 760, 380
RUNGS = 6
ROW, THICK = 44, 13


def proof(one: Search) -> str:
    """Best and bound of the best group over CPU time, until they meet."""
    y = _upright(one)
    x = Axis(0, 1.02 * one.cpu, LEFT, WIDE - RIGHT)
    picture = Picture(
        WIDE, HIGH, f"The proof of one brief over {one.organisations:,} organisations"
    )
    picture.words(LEFT, 24, f"{one.family}, {one.organisations:,} organisations", size=15)
    picture.words(LEFT, 42, "quality of the best group, and what no group can exceed", colour=PALE)
    _grid(picture, x, y)
    _bound(picture, x, y, one)
    _best(picture, x, y, one)
    return str(picture)


def _upright(one: Search) -> Axis:
    """From a round number below both values up to the bounds that were near them."""
    values = [one.first_quality, one.quality]
    known = [bound for _, _, bound in one.trace if bound is not None]
    near = 6 * max(0.004, min(known, default=one.quality) - one.quality)
    top = max([*values, *(bound for bound in known if bound < one.quality + near)])
    span = max(0.005, top - min(values))
    step = steps(1.5 * span, RUNGS)[1]
    low = step * floor((min(values) - 0.4 * span) / step)
    return Axis(low, min(values) + 1.1 * span, HIGH - BOTTOM, TOP)


def _grid(picture: Picture, x: Axis, y: Axis) -> None:
    for mark in steps(x.high):
        picture.line([(x.at(mark), y.start), (x.at(mark), y.end)], GRID, 1)
        picture.words(x.at(mark), y.start + 18, f"{mark:g}", "middle", PALE)
    picture.words(x.end, y.start + 38, "CPU-seconds", "end", PALE)
    for mark in (y.low + step for step in steps(y.high - y.low, RUNGS)):
        picture.line([(x.start, y.at(mark)), (x.end, y.at(mark))], GRID, 1)
        picture.words(x.start - 8, y.at(mark) + 4, f"{mark:.3f}", "end", PALE)


def _bound(picture: Picture, x: Axis, y: Axis, one: Search) -> None:
    """The bound falls in steps; what lies above the picture is drawn along its upper edge."""
    told = [(cpu, bound) for cpu, _, bound in one.trace if bound is not None]
    if not told:
        return
    points = _stairs([(x.at(cpu), y.at(bound)) for cpu, bound in told])
    points += [(x.at(one.cpu), points[-1][1]), (x.at(one.cpu), y.at(one.quality + _open(one)))]
    picture.line(points, ORANGE)
    middle = points[len(points) // 2]
    picture.words(middle[0] + 8, middle[1] - 8, "no group is better than this", colour=ORANGE)


def _best(picture: Picture, x: Axis, y: Axis, one: Search) -> None:
    told = [(one.first_cpu, one.first_quality)]
    told += [(cpu, best) for cpu, best, _ in one.trace if best > told[-1][1]]
    points = _stairs([(x.at(cpu), y.at(best)) for cpu, best in told])
    points.append((x.at(one.cpu), points[-1][1]))
    picture.line(points, BLUE)
    picture.dot(*points[0], BLUE)
    first = f"first answer: {one.first_quality:.4f} after {one.first_cpu:.2f} CPU-s"
    picture.words(points[0][0] + 8, points[0][1] + 20, first, colour=BLUE)
    if one.gap == 0:
        picture.dot(*points[-1], GREEN)
        ending = f"proven best: {one.quality:.4f} after {one.cpu:.1f} CPU-s"
        picture.words(points[-1][0], points[-1][1] + 36, ending, "end", GREEN)


def _open(one: Search) -> float:
    """What the bound still lies above the best where nothing was proven."""
    return one.quality * one.gap / (1 - one.gap) if one.gap < 1 else 1.0


def _stairs(points: list[Point]) -> list[Point]:
    """A value stays until the next is known."""
    found: list[Point] = points[:1]
    for x, y in points[1:]:
        found += [(x, found[-1][1]), (x, y)]
    return found


def families(results: Results) -> str:
    """CPU-seconds of each family: bars to the median, lines to the 95th percentile."""
    rows = {SMALL: ("100 organisations", BLUE), MIDDLE: ("200 organisations", ORANGE)}
    most = max(within(times) for row in rows for times in _times(results, row).values())
    height = TOP + 20 + ROW * len(NAMES) + BOTTOM
    picture = Picture(WIDE, height, "CPU-seconds until all five groups are proven, by family")
    picture.words(20, 24, "CPU-seconds until all five groups are proven", size=15)
    picture.words(20, 42, "bar: median; line: 95th percentile", colour=PALE)
    x, bottom = Axis(0, 1.1 * most, 150, WIDE - RIGHT), TOP + 20 + ROW * len(NAMES)
    for mark in steps(x.high):
        picture.line([(x.at(mark), TOP + 14), (x.at(mark), bottom)], GRID, 1)
        picture.words(x.at(mark), bottom + 18, f"{mark:g}", "middle", PALE)
    for number, (row, (words, colour)) in enumerate(rows.items()):
        picture.bar(WIDE - 320 + 150 * number, 32, 12, 12, colour)
        picture.words(WIDE - 302 + 150 * number, 42, words)
        for place, (family, times) in enumerate(_times(results, row).items()):
            top = TOP + 24 + ROW * place + (THICK + 2) * number
            _bar(picture, x, top, times, colour)
            if number == 0:
                picture.words(140, top + THICK + 5, family, "end", INK)
    return str(picture)


def _bar(picture: Picture, x: Axis, top: float, times: list[float], colour: str) -> None:
    middle, end = median(times), within(times)
    picture.bar(x.start, top, x.at(middle) - x.start, THICK, colour)
    height = top + THICK / 2
    picture.line([(x.at(middle), height), (x.at(end), height)], colour, 1.5)
    picture.line([(x.at(end), top + 2), (x.at(end), top + THICK - 2)], colour, 1.5)


def _times(results: Results, row: str) -> dict[str, list[float]]:
    some = results.of(row)
    times = {name: [one.cpu for one in some if one.family == name] for name in NAMES}
    return {name: each for name, each in times.items() if each}
