"""Twins of the kernels in `matching/kernels/choosing.py`: sets of rows, and a list of levels."""

from dataclasses import dataclass, field
from itertools import combinations

from matching.kernels.choosing import CLOSER


@dataclass
class Level:
    """What is left to choose from at a level, and what was decided there."""

    columns: list[int]
    slack: float
    row: int | None = None
    done: list[int] = field(default_factory=list)
    picked: int | None = None


@dataclass
class Trail:
    """The path so far, what is used up, and the best choice."""

    groups: list[tuple[int, ...]]
    slacks: list[float]
    limits: list[int]
    duals: list[float]
    pairs: dict[frozenset[int], float]
    least: float
    levels: list[Level] = field(default_factory=list)
    closed: set[int] = field(default_factory=set)
    chosen: list[int] = field(default_factory=list)
    nodes: int = 0

    @property
    def picked(self):
        """The columns that are taken."""
        return [level.picked for level in self.levels if level.picked is not None]

    def left(self, one):
        """Places that somebody has left."""
        return self.limits[one] - sum(one in self.groups[column] for column in self.picked)

    def met(self):
        """Who are together."""
        taken = (self.groups[column] for column in self.picked)
        return {frozenset(pair) for group in taken for pair in combinations(group, 2)}


def new_trail(groups, slacks, limits, duals, pairs, budget):
    """Nothing decided yet."""
    trail = Trail(groups, slacks, limits, duals, pairs, budget)
    trail.levels.append(Level(list(range(len(groups))), 0.0))
    return trail


def can_be_paid(trail, slack):
    """Whether this much slack is less than that of the best."""
    return slack < trail.least - CLOSER


def choose(trail, most):
    """Go through everything, up to so many nodes; whether that was all."""
    step = enter
    while trail.levels:
        if step is enter:
            if trail.nodes >= most:
                return False
            trail.nodes += 1
        step = step(trail)
    return True


def enter(trail):
    """Choose whom to decide about: the fewest ways first, of equal ones the first."""
    level = trail.levels[-1]
    counts = count_left(trail)
    open_rows = [
        one for one in range(len(trail.limits)) if trail.left(one) and one not in trail.closed
    ]
    if not open_rows:
        keep_if_best(trail)
        trail.levels.pop()
        return come_back

    def ways(one):
        return counts[one] + can_be_paid(trail, level.slack + cost_of_closing(trail, one))

    level.row, level.done, level.picked = min(open_rows, key=ways), [], None
    return try_next


def count_left(trail):
    """How many of the columns that are left each is in."""
    columns = trail.levels[-1].columns
    return [
        sum(one in trail.groups[column] for column in columns) for one in range(len(trail.limits))
    ]


def cost_of_closing(trail, one):
    """Places and meetings of somebody that are not used."""
    met, cost = trail.met(), trail.duals[one] * trail.left(one)
    for pair, price in trail.pairs.items():
        if one in pair and pair not in met and not (pair - {one}) & trail.closed:
            cost += price
    return cost


def keep_if_best(trail):
    """Keep a complete choice with less slack than any before."""
    met = trail.met()
    slack = trail.levels[-1].slack + sum(
        price for pair, price in trail.pairs.items() if pair not in met and not pair & trail.closed
    )
    if can_be_paid(trail, slack):
        trail.least, trail.chosen = slack, trail.picked


def try_next(trail):
    """Take the next column of the row that can be paid, or close the row."""
    level = trail.levels[-1]
    mine = [c for c in level.columns if level.row in trail.groups[c] and c not in level.done]
    if mine and can_be_paid(trail, level.slack + trail.slacks[mine[0]]):
        take(trail, mine[0])
        return enter
    level.done += mine
    cost = level.slack + cost_of_closing(trail, level.row)
    if not can_be_paid(trail, cost):
        trail.levels.pop()
        return come_back
    trail.closed.add(level.row)
    trail.levels.append(Level(leave_those_without(trail, cost), cost))
    return enter


def take(trail, column):
    """Its members use a place each and meet."""
    level = trail.levels[-1]
    slack = level.slack + trail.slacks[column]
    mark(trail, column, True)
    level.done.append(column)
    trail.levels.append(Level(leave_those_that_fit(trail, column, slack), slack))


def mark(trail, column, together):
    """Let a column be taken at the last level, or no longer."""
    trail.levels[-1].picked = column if together else None


def leave_those_that_fit(trail, column, slack):
    """What can still be taken beside a column; those of its row up to it are done."""
    level, members = trail.levels[-1], set(trail.groups[column])
    full = {one for one in members if trail.left(one) == 0}
    return [
        other
        for other in level.columns
        if can_be_paid(trail, slack + trail.slacks[other])
        and not full & set(trail.groups[other])
        and len(members & set(trail.groups[other])) < 2
        and other not in level.done
    ]


def leave_those_without(trail, slack):
    """What can still be taken of those that somebody is not in."""
    level = trail.levels[-1]
    return [
        other
        for other in level.columns
        if level.row not in trail.groups[other] and can_be_paid(trail, slack + trail.slacks[other])
    ]


def come_back(trail):
    """Undo what was decided at the last level, and go on there or above."""
    level = trail.levels[-1]
    if level.picked is not None:
        mark(trail, level.picked, False)
        return try_next
    trail.closed.discard(level.row)
    trail.levels.pop()
    return come_back
