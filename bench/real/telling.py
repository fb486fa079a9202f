"""What came out of files of real organisations, in tables that name nobody."""

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import mean, median

from bench.briefs.markdown import Cells, percent, table, within
from bench.real.describing import (
    Group,
    commonest_share,
    groups_of,
    spread,
    telling,
    theme_counts,
)
from bench.real.grouping import Grouped
from matching import Comparison, Organisation

NOTHING = "–"
MOST_THEMES = 5
# As far as two organisations that both go five kilometres, which is what a blank stands for.
NEAR_KM = 10
WIDEST = "furthest two members, km: most"
NOT_WIDE = f"groups no wider than {NEAR_KM} km"
OF_WIDTH = ("organisations", "in a group", "groups", WIDEST, NOT_WIDE, "members in them",
            "left out: too few organisations within reach", "total")  # fmt: skip
Figure = Callable[[Grouped], str]

MISSING: dict[str, Callable[[Organisation], bool]] = {
    "themes": lambda one: not one.themes,
    "place": lambda one: one.place is None,
    "areas": lambda one: one.areas is None,
    "turnover": lambda one: one.turnover is None,
    "ages": lambda one: one.ages is None,
}


def overview(found: Sequence[Grouped]) -> str:
    """A column for each file: what is missing, how many are grouped, how, and how well."""
    return _columns(found, [one.source.words for one in found], _figures(found))


def with_places_only(pairs: Sequence[tuple[Grouped, Grouped]]) -> str:
    """Files twice, as they are and without those whose place is not known."""
    found = [one for pair in pairs for one in pair]
    names = [
        f"{first.source.words}: {words}" for first, _ in pairs for words in ("all", "places known")
    ]
    figures = [(name, figure) for name, figure in _figures(found) if name in OF_WIDTH]
    return _columns(found, names, figures)


def _columns(
    found: Sequence[Grouped], names: Sequence[str], figures: Sequence[tuple[str, Figure]]
) -> str:
    rows = [[name, *(figure(one) for one in found)] for name, figure in figures]
    return table(["", *names], rows)


def _figures(found: Sequence[Grouped]) -> list[tuple[str, Figure]]:
    return [
        ("rows", lambda one: f"{one.source.rows:,}"),
        ("organisations", lambda one: f"{len(one.source.instance.organisations):,}"),
        *((f"without {name}", _without(lacks)) for name, lacks in MISSING.items()),
        ("in a group", lambda one: f"{sum(map(len, groups_of(one))):,}"),
        ("groups", lambda one: str(len(one.outcome.consortia))),
        *((f"left out: {reason}", _left_out(reason)) for reason in _reasons(found)),
        ("sizes", _sizes),
        ("furthest two members, km: median", _spread(median)),
        (
            "furthest two members, km: nine tenths under",
            _spread(lambda values: within(values, 0.9)),
        ),
        (WIDEST, _spread(max)),
        (NOT_WIDE, _near_groups),
        ("members in them", _near_members),
        ("share of members with the commonest theme", _alike),
        ("total", lambda one: f"{one.outcome.total:.2f}"),
        ("status", lambda one: str(one.outcome.status)),
        ("gap", _gap),
        ("CPU-s (seconds)", lambda one: f"{one.cpu:.1f} ({one.seconds:.1f})"),
    ]


def examples(found: Grouped) -> str:
    """Three groups: one from the best tenth, one from the middle, one from the last tenth."""
    groups, cards = groups_of(found), found.outcome.consortia
    rows = [
        [
            f"{number + 1} of {len(groups)}",
            str(len(groups[number])),
            _districts(groups[number]),
            _km(spread(groups[number])),
            _themes(found, groups[number]),
            f"{cards[number].quality:.2f}",
        ]
        for number in telling(cards)
    ]
    head = ["group", "members", "where", "furthest two, km", "themes (members)", "quality"]
    return table(head, rows)


def side_by_side(first: Grouped, second: Grouped, names: Cells, compared: Comparison) -> str:
    """Two presets over the same organisations: both totals, terms, nearness and pairs kept."""
    changed = compared.terms
    rows = [
        ["in a group", *(f"{sum(map(len, groups_of(one)))}" for one in (first, second))],
        ["groups", *(str(len(one.outcome.consortia)) for one in (first, second))],
        *(
            [f"total by the weights of {name}", f"{judged.first:.2f}", f"{judged.second:.2f}"]
            for name, judged in zip(names, (compared.by_first, compared.by_second), strict=True)
        ),
        *(
            [f"{name.replace('_', ' ')}, mean over members", f"{value:.3f}",
             f"{getattr(changed.second, name):.3f}"]
            for name, value in _terms(compared)
        ),
        *(
            [words, *(figure(one) for one in (first, second))]
            for words, figure in (
                ("furthest two members, km: median", _spread(median)),
                ("share of members with the commonest theme", _alike),
                ("CPU-s (seconds)", lambda one: f"{one.cpu:.1f} ({one.seconds:.1f})"),
            )
        ),
    ]  # fmt: skip
    pairs = compared.pairs
    told = (
        f"Pairs in a group together: {pairs.kept.count} by both, {pairs.parted.count} only by "
        f"{names[0]}, {pairs.new.count} only by {names[1]} (Jaccard index {pairs.jaccard:.2f})."
    )
    return f"{table(['', *names], rows)}\n\n{told}"


def _terms(compared: Comparison) -> list[tuple[str, float]]:
    first = compared.terms.first
    return [(name, getattr(first, name)) for name in type(first).__slots__]


def _without(lacks: Callable[[Organisation], bool]) -> Figure:
    return lambda one: f"{sum(map(lacks, one.source.instance.organisations)):,}"


def _reasons(found: Sequence[Grouped]) -> list[str]:
    counts = Counter(one.reason for each in found for one in each.outcome.left_out or ())
    return [reason for reason, _ in counts.most_common()]


def _left_out(reason: str) -> Figure:
    return lambda found: f"{sum(one.reason == reason for one in found.outcome.left_out or ()):,}"


def _sizes(found: Grouped) -> str:
    sizes = Counter(len(card.members) for card in found.outcome.consortia)
    return ", ".join(f"{size}: {sizes[size]}" for size in sorted(sizes)) or NOTHING


def _spread(figure: Callable[[list[float]], float]) -> Figure:
    def told(found: Grouped) -> str:
        spreads = [km for group in groups_of(found) if (km := spread(group)) is not None]
        return f"{figure(spreads):.1f}" if spreads else NOTHING

    return told


def _nine_tenths(values: list[float]) -> float:
    return within(values, 0.9)


def _near(found: Grouped) -> list[list[Organisation]]:
    """Groups that hold together in space; one in which a place is not known does not count."""
    return [
        group
        for group in groups_of(found)
        if all(one.place for one in group) and (spread(group) or 0.0) <= NEAR_KM
    ]


def _near_groups(found: Grouped) -> str:
    return str(len(_near(found))) if found.outcome.consortia else NOTHING


def _near_members(found: Grouped) -> str:
    return f"{sum(map(len, _near(found))):,}" if found.outcome.consortia else NOTHING


def _alike(found: Grouped) -> str:
    groups = groups_of(found)
    return f"{100 * mean(map(commonest_share, groups)):.0f} %" if groups else NOTHING


def _gap(found: Grouped) -> str:
    gap = found.outcome.gap
    return NOTHING if gap is None else percent(gap, 1)


def _km(kilometres: float | None) -> str:
    return NOTHING if kilometres is None else f"{kilometres:.1f}"


def _districts(group: Group) -> str:
    return ", ".join(sorted({one.attributes.get("district") or "not known" for one in group}))


def _themes(found: Grouped, group: Group) -> str:
    title = found.source.tags.title
    return ", ".join(
        f"{title[theme].lower()} ({count})" for theme, count in theme_counts(group)[:MOST_THEMES]
    )
