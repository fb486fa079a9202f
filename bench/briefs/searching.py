"""Runs one search and notes when what was known: the first answer, the bound, the proof."""

import time

from bench.briefs.families import Case
from bench.briefs.records import Search
from matching import Consortium, Outcome, Progress, suggest_for_brief

PROVING_BEST = "Proving group 1 "


def warm(case: Case) -> None:
    """Compile the instance and whatever is compiled once, with another brief."""
    other = case.brief.model_copy(update={"id": "other", "cells": case.brief.cells[-1:]})
    suggest_for_brief(case.instance, other, effort=0)


class Stopwatch:
    """Watches one search; with `most` it stops the search after so many CPU-seconds."""

    def __init__(self, most: float | None) -> None:
        self.most = most
        self.trace: list[tuple[float, float, float | None]] = []
        self.first = (0.0, 0.0, 0.0)
        self.cpu, self.wall = time.process_time(), time.perf_counter()

    @property
    def used(self) -> float:
        """CPU-seconds since the start."""
        return time.process_time() - self.cpu

    def answered(self, outcome: Outcome) -> None:
        """Note the first answer."""
        wall = time.perf_counter() - self.wall
        self.first = (self.used, wall, outcome.consortia[0].quality)

    def watch(self, progress: Progress) -> bool:
        """Note the best and the bound of the first group; say whether to go on."""
        used = self.used
        if progress.phase.startswith(PROVING_BEST) and progress.best is not None:
            self.trace.append((used, progress.best, progress.bound))
        return self.most is None or used < self.most


def search(case: Case, row: str, effort: int, most: float | None = None) -> tuple[Search, Outcome]:
    """Search once, in a warm process whose instance is compiled."""
    clock = Stopwatch(most)
    outcome = suggest_for_brief(
        case.instance, case.brief, effort=effort, watch=clock.watch, first=clock.answered
    )
    cpu, cards = clock.used, outcome.consortia
    proven = sum(card.proof.status == "optimal" for card in cards)
    finished = outcome.provenance.stopped == "proof" and proven == len(cards)
    gaps = [_gap(card) for card in cards] or [0.0 if finished else 1.0]
    first_cpu, first_wall, first_quality = clock.first
    record = Search(
        row=row,
        family=case.family,
        seed=case.seed,
        organisations=len(case.instance.organisations),
        groups=tuple(card.members for card in cards),
        quality=cards[0].quality if cards else 0.0,
        proven=proven,
        finished=finished,
        cpu=cpu,
        gap=gaps[0],
        widest=max(gaps),
        first_cpu=first_cpu,
        first_wall=first_wall,
        first_quality=first_quality,
        trace=tuple(clock.trace),
    )
    return record, outcome


def _gap(card: Consortium) -> float:
    """The gap of a group, at most 1 where nothing is known."""
    return 1.0 if card.proof.gap is None else card.proof.gap
