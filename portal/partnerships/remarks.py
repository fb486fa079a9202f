"""What stands out in a quilt, in sentences that people can check."""

from collections import Counter
from dataclasses import dataclass

from portal.partnerships.coverage import Coverage

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Remark:
    """A fact and a plain sentence; kind is "gap", "caution", "people" or "info"."""

    kind: str
    fact: str
    text: str


def list_remarks(coverage: Coverage) -> list[Remark]:
    """Say what stands out, gaps first; nothing where nothing does."""
    found = (
        remark_gaps(coverage),
        remark_single(coverage),
        remark_covered(coverage),
        remark_unknown(coverage),
    )
    return [remark for remark in found if remark is not None]


def in_words(number: int) -> str:
    """Write small numbers as words."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def most(counts: Counter[str], names: list[tuple[str, str]]) -> tuple[str, int] | None:
    """Give the name with the highest count, the first of equals; None where all are 0."""
    best = max(names, key=lambda name: counts[name[0]], default=None)
    if best is None or not counts[best[0]]:
        return None
    return best[1], counts[best[0]]


def area_names(coverage: Coverage) -> list[tuple[str, str]]:
    """Give the areas' codes and names in order."""
    return [(row.area.code, row.area.name) for row in coverage.areas]


def theme_names(coverage: Coverage) -> list[tuple[str, str]]:
    """Give the themes' codes and labels in order."""
    return [(theme.code, theme.label) for theme in coverage.themes]


def remark_gaps(coverage: Coverage) -> Remark | None:
    """Name the area with the most gaps."""
    gaps = Counter(area for (_, area), p in coverage.patches.items() if p.state == "gap")
    found = most(gaps, area_names(coverage))
    if found is None:
        return None
    name, number = found
    if number == 1:
        return Remark("gap", name, "has a gap: people answered, and nobody covers it.")
    rest = ", the most of all." if len(coverage.areas) > 1 else "."
    return Remark("gap", name, f"has {in_words(number)} gaps{rest}")


def remark_single(coverage: Coverage) -> Remark | None:
    """Name the theme that most often rests on one organisation."""
    single = Counter(
        theme for (theme, _), p in coverage.patches.items() if p.state == "covered" and p.count == 1
    )
    found = most(single, theme_names(coverage))
    if found is None:
        return None
    name, number = found
    where = "one area" if number == 1 else f"{in_words(number)} areas"
    text = f"rests on one organisation in {where}. If it stops, nobody is left."
    return Remark("caution", name, text)


def remark_covered(coverage: Coverage) -> Remark | None:
    """Name the area with the most full patches, by two organisations or more."""
    full = Counter(
        area for (_, area), p in coverage.patches.items() if p.share >= 1 and p.count > 1
    )
    found = most(full, area_names(coverage))
    if found is None:
        return None
    name, number = found
    themes = "one theme is" if number == 1 else f"{in_words(number)} themes are"
    return Remark("people", name, f"is well covered: {themes} full, by two groups or more.")


def remark_unknown(coverage: Coverage) -> Remark | None:
    """Name the area of which least is known."""
    unknown = Counter(area for (_, area), p in coverage.patches.items() if p.state == "unknown")
    found = most(unknown, area_names(coverage))
    if found is None:
        return None
    name, number = found
    if number == len(coverage.themes):
        return Remark("info", name, "is not known yet: nobody who works there has told us.")
    themes = "one theme is" if number == 1 else f"{in_words(number)} themes are"
    return Remark(
        "info", name, f"is not fully known: {themes} open until more organisations answer."
    )
