"""Searching tile by tile, in rounds whose edges lie elsewhere; tiles of a round are independent."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from typing import NamedTuple

import numpy as np

from matching.arrays import Ints
from matching.groupings.laying_out import Material, Slice, facts_of
from matching.groupings.search import Members, Search
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
    executor: Executor | None,
) -> list[Members]:
    """Groups of everybody; broken off between tiles where somebody asks to stop."""
    possible = np.flatnonzero(material.limits > 0)
    places = somewhere(material.pairs, material.area_places())
    standing = list(groups)
    per_round = max(1, effort * len(possible) // (ROUNDS * material.grouping.size.max))
    pace.total = ROUNDS * per_round
    for turn in range(ROUNDS):
        pace.begin(f"Searching, round {turn + 1} of {ROUNDS}")
        tiles = tiles_of(places, possible, turn)
        tasks, kept = _tasks(material, tiles, standing, turn, effort, seed)
        found: list[Members] = []
        for task, answer in zip(tasks, _answers(tasks, pace, executor), strict=False):
            found += task.groups if answer is None else answer
            pace.step(None, max(1, task.rebuilds))
        standing = kept + found
        if not pace.goes_on():
            break
    return standing


def _answers(
    tasks: Sequence[Task], pace: Pace, executor: Executor | None
) -> Iterable[list[Members] | None]:
    """The groups of each task in turn; None for those that nobody waited for."""
    if executor is None:
        for task in tasks:
            yield run(task) if pace.goes_on() else None
        return
    waiting = [executor.submit(run, task) for task in tasks]
    for future in waiting:
        if pace.goes_on():
            yield future.result()
        else:
            future.cancel()
            yield None


def _tasks(
    material: Material, tiles: Sequence[Ints], groups: Sequence[Members], turn: int, effort: int,
    seed: int,
) -> tuple[list[Task], list[Members]]:  # fmt: skip
    """A task for each tile, and the groups that lie across an edge and stay as they are."""
    tile_of = np.full(len(material.limits), -1, np.int64)
    for number, tile in enumerate(tiles):
        tile_of[tile] = number
    fixed = _fixed(tile_of, groups)
    inside: list[list[Members]] = [[] for _ in tiles]
    kept = []
    for group in groups:
        if fixed[list(group)].any():
            kept.append(group)
        else:
            inside[tile_of[group[0]]].append(group)
    tasks = []
    for number, tile in enumerate(tiles):
        active = tile[~fixed[tile]]
        if len(active) >= material.grouping.size.min:
            share = max(1, len(active) // material.grouping.size.max)
            rebuilds = effort * share // ROUNDS
            own = (seed * ROUNDS + turn) * len(tiles) + number
            cut = material.slice(active)
            tasks.append(Task(cut, tuple(inside[number]), turn == 0, rebuilds, own))
        else:
            kept += inside[number]
    return tasks, kept


def _fixed(tile_of: Ints, groups: Sequence[Members]) -> np.ndarray:
    """Who is in a group that lies across an edge, or in one with somebody who is."""
    fixed = np.zeros(len(tile_of), bool)
    waiting = list(groups)
    while True:
        across = [
            group
            for group in waiting
            if fixed[list(group)].any() or len(set(tile_of[list(group)].tolist())) > 1
        ]
        if not across:
            return fixed
        for group in across:
            fixed[list(group)] = True
        gone = set(across)
        waiting = [group for group in waiting if group not in gone]
