"""Who could take a member's place, and who could come in as well."""

from collections.abc import Sequence

import numpy as np

from matching.arrays import Bools, Ints
from matching.explanation.additions import Additions
from matching.explanation.answers import Option
from matching.explanation.group import Group
from matching.outcome import Terms
from matching.problem import ascending
from matching.rules import SIZE, TOLERANCE
from matching.weights import TERM_NAMES

MOST = 3


def in_place_of_each(group: Group, most: int = MOST) -> list[tuple[Option, ...]]:
    """For each member the best outside in its place that keep every hard rule.

    The size stays as it is, so that its rule does not count.
    """
    if most == 0:
        return [()] * group.size
    additions = Additions(group, group.rests())
    kept = [broken for rule, broken in additions.broken().items() if rule != SIZE]
    return _best_of(group, additions, kept, most)


def next_additions(group: Group) -> tuple[Option, ...]:
    """The best three who could join without breaking a rule that the group keeps."""
    return joining(group, group.kept, MOST)


def joining(group: Group, rules: Sequence[str], most: int) -> tuple[Option, ...]:
    """The best who could join so that these rules are kept; nobody where the group is full."""
    if group.size >= group.request.size.max:
        return ()
    additions = Additions(group, group.positions[None, :])
    kept = [broken for rule, broken in additions.broken().items() if rule in rules]
    return _best_of(group, additions, kept, most)[0]


def swapping(group: Group, rules: Sequence[str]) -> tuple[str, Option] | None:
    """Whom to take out, and who to put in its place, so that these rules are kept."""
    additions = Additions(group, group.rests())
    kept = [broken for rule, broken in additions.broken().items() if rule in rules]
    best = _best_of(group, additions, kept, 1)
    swaps = [(key, found[0]) for key, found in zip(group.ids, best, strict=True) if found]
    top = max((option.quality for _, option in swaps), default=0.0)
    equal = [swap for swap in swaps if swap[1].quality >= top - TOLERANCE]
    return min(equal, key=lambda swap: (swap[1].id, swap[0])) if equal else None


def _best_of(
    group: Group, additions: Additions, broken: Sequence[Bools], most: int
) -> list[tuple[Option, ...]]:
    """The best for each part of those outside who may be offered and break none of the rules."""
    allowed = additions.offered()
    allowed[:, group.positions] = False
    for table in broken:
        allowed &= ~table
    return _options(group, additions.rests, additions.best(allowed, most))


def _options(
    group: Group, rests: Ints, chosen: Sequence[Sequence[int]]
) -> list[tuple[Option, ...]]:
    """Exact figures of each chosen organisation with its rest."""
    sets = [[*rest, one] for rest, some in zip(rests.tolist(), chosen, strict=True) for one in some]
    terms = group.terms_of(ascending(sets)) if sets else np.zeros((0, len(TERM_NAMES)))
    qualities = group.problem.weighted(terms).tolist()
    changes = (terms - group.terms).tolist()
    found, row = [], 0
    for some in chosen:
        options = []
        for one in some:
            options.append(_option(group, one, qualities[row], changes[row]))
            row += 1
        found.append(tuple(options))
    return found


def _option(group: Group, position: int, quality: float, changes: list[float]) -> Option:
    key = group.problem.arrays.ids[position]
    return Option(key, quality, quality - group.quality, Terms(*changes))
