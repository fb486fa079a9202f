"""Who is together on both sides, who parts and who meets, and how alike the two sides are."""

from collections.abc import Iterable

from matching.comparing.answer import PairChanges, PairSet, Places, StayTogether
from matching.instance import Instance
from matching.outcome import Outcome

Pair = tuple[str, str]


def stay_together(first: Outcome, second: Outcome) -> tuple[StayTogether, ...]:
    """At least two that a group of each side has, in the order of the first side's groups."""
    homes: dict[str, set[int]] = {}
    for number, group in enumerate(second.consortia, start=1):
        for key in group.members:
            homes.setdefault(key, set()).add(number)
    found = []
    for number, group in enumerate(first.consortia, start=1):
        shared: dict[int, list[str]] = {}
        for key in sorted(group.members):
            for other in homes.get(key, ()):
                shared.setdefault(other, []).append(key)
        found += [
            StayTogether(tuple(ids), number, other)
            for other, ids in sorted(shared.items())
            if len(ids) > 1
        ]
    return tuple(found)


def pair_changes(first: Outcome, second: Outcome, count: int) -> PairChanges:
    """Pairs by where they are together, among so many organisations."""
    before, after = first.pairs, second.pairs
    kept = before & after
    return PairChanges(
        kept=_pair_set(kept),
        parted=_pair_set(before - after),
        new=_pair_set(after - before),
        jaccard=jaccard(len(kept), len(before), len(after)),
        adjusted_rand=adjusted_rand(len(kept), len(before), len(after), count),
    )


def jaccard(kept: int, before: int, after: int) -> float:
    """Pairs together on both sides, as a share of those on either; 1 where there are none.

    Examples
    --------
    >>> jaccard(kept=2, before=3, after=5)
    0.3333333333333333
    """
    either = before + after - kept
    return kept / either if either else 1.0


def adjusted_rand(kept: int, before: int, after: int, count: int) -> float:
    """The adjusted Rand index from counts of pairs; whoever is left out is alone.

    Notes
    -----
    With N = n (n - 1) / 2 pairs among n organisations and E = before · after / N, which chance
    would keep: (kept - E) / ((before + after) / 2 - E), from L. Hubert and P. Arabie, "Comparing
    partitions", Journal of Classification 2 (1985), 193-218. Counted in pairs it is defined where
    organisations are in several groups too. Where both sides put nobody, or everybody, together,
    it is 1.

    Examples
    --------
    >>> adjusted_rand(kept=2, before=3, after=3, count=6)
    0.5833333333333334
    """
    pairs = count * (count - 1) // 2
    most = (before + after) * pairs - 2 * before * after
    return 2 * (kept * pairs - before * after) / most if most else 1.0


def places_of(instance: Instance, first: Outcome, second: Outcome) -> Places:
    """Everybody by the sides on which it is in a group."""
    before, after = _grouped(first), _grouped(second)
    ids = [one.id for one in instance.organisations]
    return Places(
        both=_in_order(ids, before & after),
        neither=tuple(key for key in ids if key not in before | after),
        only_first=_in_order(ids, before - after),
        only_second=_in_order(ids, after - before),
    )


def _pair_set(pairs: set[Pair]) -> PairSet:
    return PairSet(len(pairs), tuple(sorted(pairs)))


def _grouped(outcome: Outcome) -> set[str]:
    return {key for one in outcome.consortia for key in one.members}


def _in_order(ids: Iterable[str], kept: set[str]) -> tuple[str, ...]:
    return tuple(key for key in ids if key in kept)
