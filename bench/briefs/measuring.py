"""Goes through a plan, one instance after the other, and says each on a line."""

import time
from collections.abc import Iterator
from dataclasses import replace

from bench.briefs import checking, linear, simple
from bench.briefs.families import Case, case
from bench.briefs.plan import Plan
from bench.briefs.records import (
    FIRST,
    LONGER,
    MANY,
    MIDDLE,
    PICTURED,
    SMALL,
    Explained,
    Results,
    Search,
)
from bench.briefs.searching import search, warm
from matching import explain, suggest_for_brief
from matching.request import Size

# What the command line does by itself, twice that, and enough to prove what should be proven.
USUAL, DOUBLE, PATIENT = 4, 8, 40
MOST_MIDDLE = 10.0
EXPLAINED = 6


def measure(plan: Plan, results: Results) -> None:
    """Fill the results row by row."""
    for step in (_small, _middle, _many, _pictured, _tried_all, _linear):
        started = time.perf_counter()
        step(plan, results)
        say(f"-- {step.__name__[1:]}: {time.perf_counter() - started:.0f} s")


def say(words: str) -> None:
    """Print a line at once."""
    print(words, flush=True)


def _cases(plan: Plan, organisations: int, seeds: int) -> Iterator[Case]:
    for family in plan.families:
        for seed in range(seeds):
            one = case(family, organisations, seed)
            warm(one)
            yield one


def _searched(
    one: Case, results: Results, row: str, effort: int, most: float | None = None
) -> Search:
    """Search, check every group, keep the record, say it."""
    record, outcome = search(one, row, effort, most)
    results.searches.append(record)
    results.checked += checking.checked(one, outcome)
    gap = "no bound yet" if record.gap == 1 else f"gap {record.gap:.2%}"
    say(
        f"{one.words}: first {record.first_cpu:.2f} CPU-s, {record.proven} of "
        f"{len(record.groups)} proven, {record.cpu:.2f} CPU-s, {gap}"
    )
    return record


def _small(plan: Plan, results: Results) -> None:
    """At most a hundred candidates: proven by the usual effort, else by a patient one."""
    for one in _cases(plan, 100, plan.small):
        record = _searched(one, results, SMALL, USUAL)
        if not record.finished:
            _searched(one, results, LONGER, PATIENT)
        if one.seed < plan.simple:
            _simple(one, record, results)


def _middle(plan: Plan, results: Results) -> None:
    """Two hundred candidates, stopped after ten CPU-seconds."""
    for one in _cases(plan, 200, plan.middle):
        record = _searched(one, results, MIDDLE, USUAL, MOST_MIDDLE)
        if one.seed < plan.simple:
            _simple(one, record, results)
        if one.seed < plan.explained:
            results.explained += _explained(one)


def _many(plan: Plan, results: Results) -> None:
    """Very many organisations: the first answer of all, what can be proven of some."""
    for one in _cases(plan, plan.many, plan.first):
        _searched(one, results, FIRST, 0)
        if one.seed < plan.proven:
            record = _searched(one, results, MANY, USUAL)
            if not record.finished:
                _searched(one, results, LONGER, DOUBLE)


def _pictured(plan: Plan, results: Results) -> None:
    """One search that is harder than any, whose proof is drawn."""
    one = case(*plan.hard)
    one = replace(one, brief=one.brief.model_copy(update={"alternatives": 1}))
    warm(one)
    _searched(one, results, PICTURED, DOUBLE)


def _simple(one: Case, record: Search, results: Results) -> None:
    """The simple ways, where there is a proven best to compare with."""
    if record.proven:
        ways = (
            simple.greedy(one, record.quality),
            simple.random(one, record.quality, record.cpu),
            linear.by_linear_part(one, record.quality),
        )
        results.baselines += ways


def _explained(one: Case) -> list[Explained]:
    """Milliseconds to explain each of some groups of six, once warm."""
    six = one.brief.model_copy(update={"size": Size(min=EXPLAINED, max=EXPLAINED)})
    groups = [card.members for card in suggest_for_brief(one.instance, six, effort=0).consortia]
    explain(one.instance, six, groups[0])
    found = []
    for members in groups:
        started = time.process_time()
        explain(one.instance, six, members)
        found.append(Explained(one.family, 1_000 * (time.process_time() - started)))
    return found


def _tried_all(plan: Plan, results: Results) -> None:
    for family in plan.families:
        found = checking.tried_all(case(family, plan.tried_all, 0))
        say(f"{family}, {found.organisations}: tried {found.tried:,}, same {found.same}")
        results.tried_all.append(found)


def _linear(plan: Plan, results: Results) -> None:
    for organisations in (100, 200):
        for one in _cases(plan, organisations, plan.linear):
            found = linear.compared(one)
            say(f"{one.words}, linear: {found.engine_cpu:.2f} and {found.highs_cpu:.2f} CPU-s")
            results.linear.append(found)
