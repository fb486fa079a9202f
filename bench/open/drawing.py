"""Three pictures: quality by way, quality over CPU time, time and memory by size."""

from collections.abc import Sequence
from math import ceil, floor, log10
from statistics import mean

from bench.open.records import ENGINE, Compared, Effort, Grown, Results
from bench.open.tables import LED, PLACED, PLAIN, of_way, ways_of
from bench.svg import BLUE, GREEN, GRID, INK, ORANGE, PALE, Axis, Picture, steps

WIDE, HIGH = 760, 380
LEFT, RIGHT, TOP, BOTTOM = 70, 30, 76, 50
ROW, THICK, NAME = 54, 13, 160
DRAWN = (
    (PLAIN, "as it is", BLUE),
    (LED, "with leads", ORANGE),
    (PLACED, "and the rest placed", GREEN),
)


def ways(results: Results) -> str:
    """Bars: total an organisation of each way, as it is, with leads and placed."""
    shown = ways_of(results)
    bottom = TOP + ROW * len(shown)
    count = results.compared[0].organisations
    picture = Picture(WIDE, bottom + BOTTOM, f"Total an organisation by way, {count:,} in all")
    picture.words(20, 24, "Total an organisation, mean over all instances", size=15)
    bound = mean(one.bound or 0.0 for one in of_way(results, ENGINE))
    x = Axis(0, 1.08 * bound, NAME, WIDE - RIGHT)
    for mark in steps(x.high):
        picture.line([(x.at(mark), TOP - 6), (x.at(mark), bottom)], GRID, 1)
        picture.words(x.at(mark), bottom + 18, f"{mark:g}", "middle", PALE)
    for place, way in enumerate(shown):
        _bars(picture, x, TOP + ROW * place, way, of_way(results, way))
    picture.line([(x.at(bound), TOP - 6), (x.at(bound), bottom)], INK, 1.5, "5 4")
    picture.words(x.at(bound), bottom + 36, "nothing exceeds this", "middle", INK)
    for number, (_, words, colour) in enumerate(DRAWN):
        picture.bar(20 + 150 * number, 38, 12, 12, colour)
        picture.words(38 + 150 * number, 49, words)
    return str(picture)


def _bars(picture: Picture, x: Axis, top: float, way: str, some: Sequence[Compared]) -> None:
    picture.words(NAME - 10, top + ROW / 2, way, "end", INK)
    kinds = DRAWN[:1] if way == ENGINE else DRAWN
    first = top + (ROW - (THICK + 2) * len(kinds)) / 2
    for number, (kind, _, colour) in enumerate(kinds):
        value = mean(getattr(one, f"{kind}total") for one in some)
        y = first + (THICK + 2) * number
        picture.bar(x.start, y, x.at(value) - x.start, THICK, colour)
        picture.words(x.at(value) + 4, y + 11, f"{value:.3f}", colour=PALE, size=11)


def efforts(some: Sequence[Effort]) -> str:
    """A line: total an organisation over CPU time, a dot for each effort."""
    one = some[0]
    picture = Picture(WIDE, HIGH, f"Quality over CPU time, {one.organisations:,} organisations")
    picture.words(LEFT, 24, f"{one.family}, {one.organisations:,} organisations", size=15)
    picture.words(LEFT, 42, "total an organisation; a dot for each effort", colour=PALE)
    bound = min(each.bound for each in some)
    low = floor(50 * min(each.total for each in some)) / 50
    x = Axis(0, 1.05 * max(each.cpu for each in some), LEFT, WIDE - RIGHT)
    y = Axis(low, bound + 0.1 * (bound - low), HIGH - BOTTOM, TOP)
    for mark in steps(x.high):
        picture.line([(x.at(mark), y.start), (x.at(mark), y.end)], GRID, 1)
        picture.words(x.at(mark), y.start + 18, f"{mark:g}", "middle", PALE)
    picture.words(x.end, y.start + 38, "CPU-seconds", "end", PALE)
    for mark in (low + step for step in steps(y.high - low)):
        picture.line([(x.start, y.at(mark)), (x.end, y.at(mark))], GRID, 1)
        picture.words(x.start - 8, y.at(mark) + 4, f"{mark:.2f}", "end", PALE)
    picture.line([(x.start, y.at(bound)), (x.end, y.at(bound))], ORANGE, 2, "5 4")
    picture.words(x.end, y.at(bound) - 6, "no grouping exceeds this", "end", ORANGE)
    points = [(x.at(each.cpu), y.at(each.total)) for each in some]
    picture.line(points, BLUE)
    for each, (across, up) in zip(some, points, strict=True):
        picture.dot(across, up, BLUE)
        picture.words(across + 6, up + 18, f"{each.effort}", colour=BLUE)
    return str(picture)


def growth(some: Sequence[Grown]) -> str:
    """Two log-log panels: CPU-seconds, and memory, by the number of organisations."""
    picture = Picture(WIDE, HIGH, "Time and memory by the number of organisations")
    middle = WIDE / 2
    times = {"search": [one.search_cpu for one in some], "whole": [one.cpu for one in some]}
    memory = {"highest": [one.peak for one in some], "before": [one.before for one in some]}
    sizes = [one.organisations for one in some]
    for words, lines, start, end in (
        ("CPU-seconds", times, LEFT, middle - 40),
        ("MiB", memory, middle + LEFT, WIDE - RIGHT),
    ):
        picture.words(start, 24, words, size=15)
        _panel(picture, sizes, lines, start, end)
    return str(picture)


def _panel(
    picture: Picture, sizes: list[int], lines: dict[str, list[float]], start: float, end: float
) -> None:
    values = [value for line in lines.values() for value in line]
    x = Axis(*_decades([float(size) for size in sizes]), start, end)
    y = Axis(*_decades(values), HIGH - BOTTOM, TOP)
    for power in range(int(x.low), int(x.high) + 1):
        picture.line([(x.at(power), y.start), (x.at(power), y.end)], GRID, 1)
        picture.words(x.at(power), y.start + 18, f"{10.0**power:,.0f}", "middle", PALE, 11)
    for power in range(int(y.low), int(y.high) + 1):
        picture.line([(x.start, y.at(power)), (x.end, y.at(power))], GRID, 1)
        picture.words(x.start - 6, y.at(power) + 4, f"{10.0**power:,g}", "end", PALE, 11)
    picture.words(x.end, y.start + 38, "organisations", "end", PALE)
    for number, ((words, line), colour) in enumerate(
        zip(lines.items(), (BLUE, ORANGE), strict=True)
    ):
        points = [(x.at(log10(size)), y.at(log10(value))) for size, value in
                  zip(sizes, line, strict=True)]  # fmt: skip
        picture.line(points, colour)
        for point in points:
            picture.dot(*point, colour)
        picture.bar(start + 90 * number, 42, 12, 12, colour)
        picture.words(start + 90 * number + 18, 53, words)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around some values, at least one apart."""
    low = floor(log10(min(values)))
    return low, max(low + 1, ceil(log10(max(values))))
