"""Goes through the parts of a run, one instance after the other, and says each on a line."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.machine import in_words, machine
from bench.open import checking
from bench.open.comparing import compared, warm
from bench.open.families import SHARINGS, case
from bench.open.growing import grow
from bench.open.plan import USUAL_FAMILY, Plan
from bench.open.records import Checked, Effort, Results
from bench.open.small import proven, small_cases, worth_asking
from matching import suggest_groups


@dataclass(frozen=True)
class Wish:
    """What of the plan to measure, and how."""

    plan: Plan
    without: Sequence[str]
    sizes: Sequence[int]
    effort: int
    workers: int
    folder: Path


def measure(part: str, wish: Wish, results: Results) -> None:
    """Measure one part; what is known of the others stays."""
    started = time.perf_counter()
    results.machines[part] = machine() | {"plan": wish.plan.name}
    say(f"{part}: {in_words(results.machines[part])}")
    PARTS[part](wish, results)
    say(f"-- {part}: {time.perf_counter() - started:.0f} s")


def say(words: str) -> None:
    """Print a line at once."""
    print(words, flush=True)


def _compare(wish: Wish, results: Results) -> None:
    """Every family and seed at the size of the plan, by every way; each answer is checked."""
    results.compared, results.checked = [], Checked()
    for family in wish.plan.families:
        for seed in range(wish.plan.compared):
            one = case(family, wish.plan.large, seed)
            rows, outcome = compared(one, wish.without)
            results.compared += rows
            results.checked += checking.checked(one, outcome)
            said = ", ".join(f"{r.way} {r.total:.3f} {r.led_total:.3f} {r.placed_total:.3f} "
                             f"({r.cpu:.1f} CPU-s)" for r in rows)  # fmt: skip
            say(f"{one.words}: {said}")


def _prove(wish: Wish, results: Results) -> None:
    """Few organisations, with and without overlap; and the same with everything tried."""
    results.proven, results.checked_small = [], Checked()
    for sharing, one in small_cases(wish.plan):
        record, outcome = proven(one, sharing)
        results.proven.append(record)
        results.checked_small += checking.checked(one, outcome)
        state = "proven" if record.proven else f"bound {record.bound:.3f}"
        say(f"{one.words}, {sharing}: {record.total:.3f}, {state}, {record.cpu:.2f} CPU-s")
    results.tried_all = []
    for sharing in SHARINGS:
        for family in wish.plan.families:
            one = next(worth_asking(family, wish.plan.tried_of(sharing), sharing))
            tried = checking.tried_all(one, sharing)
            results.tried_all.append(tried)
            say(f"{family}, {sharing}, {tried.sets:,} groups tried: "
                f"{tried.found:.6f} of {tried.best:.6f}")  # fmt: skip


def _efforts(wish: Wish, results: Results) -> None:
    """One instance of the plan's size, with more and more effort."""
    one = case(USUAL_FAMILY, wish.plan.large, 0)
    warm(one)
    results.efforts = []
    for effort in wish.plan.efforts:
        started = time.process_time()
        outcome = suggest_groups(one.instance, one.grouping, effort=effort)
        cpu = time.process_time() - started
        total, bound = (outcome.total or 0.0) / one.count, (outcome.bound or 0.0) / one.count
        results.efforts.append(Effort(one.family, one.count, effort, cpu, total, bound))
        say(f"effort {effort}: {total:.4f} of {bound:.4f} in {cpu:.1f} CPU-s")


def _grow(wish: Wish, results: Results) -> None:
    """Each size alone; sizes that are not asked for keep what was measured before."""
    for size in wish.sizes:
        found = grow(wish.folder / str(size), size, wish.effort, wish.workers)
        others = [one for one in results.grown if one.organisations != size]
        results.grown = sorted([*others, found], key=lambda one: one.organisations)
        say(f"{size:,}: {found.total:.3f} of {found.bound:.3f}, {found.cpu:.1f} CPU-s, "
            f"{found.wall:.1f} s, {found.peak:,.0f} MiB")  # fmt: skip


PARTS: dict[str, Callable[[Wish, Results], None]] = {
    "compare": _compare,
    "prove": _prove,
    "efforts": _efforts,
    "grow": _grow,
}
