"""Searching tile by tile, in rounds whose edges lie elsewhere; tiles of a round are independent."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain
from typing import NamedTuple

import numpy as np

from matching.arrays import Bools, Ints
from matching.compressed import Rows, starts_of
from matching.groupings.laying_out import Material, Slice, facts_of
from matching.groupings.search import Members, Search
from matching.groupings.sending import HERE, Hands, answers_of
from matching.groupings.tiles import somewhere, tiles_of
from matching.progress import Pace

ROUNDS = 3


class Task(NamedTuple):
    """One tile of one round: who is in it, their groups so far, how long to search."""

    cut: Slice
    groups: tuple[Members, ...]
    first: bool
    rebuilds: int
    seed: int


class Tile(NamedTuple):
    """A task that is not cut yet, so that it holds positions only."""

    active: Ints
    groups: tuple[Members, ...]
    first: bool
    rebuilds: int
    seed: int

    def cut(self, material: Material) -> Task:
        """Everything that a search of this tile needs, wherever it runs."""
        return Task(material.slice(self.active), self.groups, self.first, self.rebuilds, self.seed)


def run(task: Task) -> list[Members]:
    """Search one tile; the same task gives the same groups wherever it runs."""
    search = Search(facts_of(task.cut), task.cut.positions, task.seed)
    search.take_over(task.groups)
    if task.first:
        search.open()
    search.improve()
    search.rebuild(task.rebuilds)
    return sorted(search.groups())


def search_in_rounds(
    material: Material,
    groups: Sequence[Members],
    pace: Pace,
    effort: int,
    seed: int,
    hands: Hands = HERE,
) -> list[Members]:
    """Groups of everybody, which are the same whoever searches the tiles.

    Where somebody asks to stop, tiles that are not done by then keep the groups they had.
    """
    possible = np.flatnonzero(material.limits > 0)
    places = somewhere(material.pairs, material.area_places())
    standing = list(groups)
    pace.total = ROUNDS * max(1, effort * len(possible) // (ROUNDS * material.grouping.size.max))
    for turn in range(ROUNDS):
        pace.begin(f"Searching, round {turn + 1} of {ROUNDS}")
        cuts = tiles_of(places, possible, turn)
        tiles, standing = _tiles(material, cuts, standing, turn, effort, seed)
        standing += _searched(material, tiles, pace, hands)
        if not pace.goes_on():
            break
    return standing


def _searched(material: Material, tiles: Sequence[Tile], pace: Pace, hands: Hands) -> list[Members]:
    """The groups of every tile, one tile after another."""
    tasks = (tile.cut(material) for tile in tiles)
    found: list[Members] = []
    with closing(answers_of(hands, run, tasks, pace.goes_on)) as answers:
        for tile in tiles:
            found += next(answers, [*tile.groups])
            pace.step(None, max(1, tile.rebuilds))
    return found


def _tiles(
    material: Material, cuts: Sequence[Ints], groups: Sequence[Members], turn: int, effort: int,
    seed: int,
) -> tuple[list[Tile], list[Members]]:  # fmt: skip
    """What to search, and the groups that stay: across an edge, or in too small a tile."""
    tile_of = np.full(len(material.limits), -1, np.int64)
    tile_of[np.concatenate(cuts)] = np.repeat(np.arange(len(cuts)), [*map(len, cuts)])
    rows = _flat(groups)
    fixed, across = _fixed(tile_of, rows)
    kept = [groups[number] for number in np.flatnonzero(across).tolist()]
    size, tiles = material.grouping.size, []
    for number, inside in enumerate(_inside(tile_of, rows, across, len(cuts))):
        own = tuple(groups[one] for one in inside)
        active = cuts[number][~fixed[cuts[number]]]
        if len(active) >= size.min:
            rebuilds = effort * max(1, len(active) // size.max) // ROUNDS
            own_seed = (seed * ROUNDS + turn) * len(cuts) + number
            tiles.append(Tile(active, own, turn == 0, rebuilds, own_seed))
        else:
            kept += own
    return tiles, kept


def _flat(groups: Sequence[Members]) -> Rows:
    """The members of every group, one after another."""
    starts = starts_of(np.fromiter(map(len, groups), np.int64, len(groups)))
    members = chain.from_iterable(groups)
    return Rows(starts, np.fromiter(members, np.int64, int(starts[-1])))


def _fixed(tile_of: Ints, groups: Rows) -> tuple[Bools, Bools]:
    """Who stays, and which groups: those across an edge, and those with somebody who stays."""
    fixed = np.zeros(len(tile_of), bool)
    starts, owners, tiles = groups.starts[:-1], groups.owners, tile_of[groups.values]
    across = np.minimum.reduceat(tiles, starts) != np.maximum.reduceat(tiles, starts)
    while True:
        fixed[groups.values[across[owners]]] = True
        touched = np.logical_or.reduceat(fixed[groups.values], starts)
        if (touched == across).all():
            return fixed, across
        across = touched


def _inside(tile_of: Ints, groups: Rows, across: Bools, count: int) -> Iterator[list[int]]:
    """For each tile the numbers of the groups that lie inside it, ascending."""
    inside = np.flatnonzero(~across)
    homes = tile_of[groups.values[groups.starts[inside]]]
    order = np.argsort(homes, kind="stable")
    bounds = np.searchsorted(homes[order], np.arange(count + 1))
    for number in range(count):
        yield inside[order[bounds[number] : bounds[number + 1]]].tolist()
