"""How much of a grouping changes when one organisation does, and how long that takes.

    python -m bench.stability [--organisations N] [--edits N] [--effort N] [--out FOLDER] [--docs]

The folder gets stability.md. `--docs` puts it into docs/benchmarks.md too.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import mean
from typing import NamedTuple

from bench.briefs.markdown import percent, spread, table, within
from bench.briefs.page import put
from bench.machine import in_words, machine
from matching import (
    Grouping,
    Instance,
    Organisation,
    Outcome,
    Tie,
    generate_instance,
    revise_groups,
    suggest_groups,
)

DOCS = Path(__file__).resolve().parents[1] / "docs"
BEGIN = "<!-- python -m bench.stability writes from here -->"
KINDS = ("themes", "place", "spare days", "will lead", "tie", "removed", "added")
PRICES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.5)
USUAL = 0.1
GROUPING = {"id": "everybody", "size": {"min": 3, "max": 8}, "one_group_each": True}
DEGREES_A_KM = 1 / 111.2


@dataclass(frozen=True)
class Edit:
    """One edit: the share of pairs that it changed, and milliseconds of the clock and the CPU."""

    kind: str
    share: float
    clock: float
    cpu: float


class Walk(NamedTuple):
    """Edits one after another at one price, and what there is at the end."""

    edits: list[Edit]
    instance: Instance
    outcome: Outcome


def edited(instance: Instance, kind: str, draw: Random) -> Instance:
    """The instance after one edit of a kind."""
    one, other = draw.sample(instance.organisations, 2)
    if kind == "removed":
        return instance.without_organisation(one.id)
    if kind == "added":
        key = f"{one.id}-{draw.randrange(10**6):06}"
        newcomer = replace(one, id=key, name=key, themes=other.themes, ties_known=False)
        return instance.with_organisation(newcomer)
    if kind == "tie":
        return _tied(instance, draw)
    return instance.with_organisation(_changed(one, other, kind, draw))


def _changed(one: Organisation, other: Organisation, kind: str, draw: Random) -> Organisation:
    """An organisation with other facts of a kind, some of them another's."""
    if kind == "themes":
        return replace(one, themes=other.themes)
    if kind == "spare days":
        return replace(one, spare_days=draw.choice((0.0, 1.0, 3.0, 8.0)))
    if kind == "will lead":
        return replace(one, can_lead=True, will_lead=not one.will_lead)
    if one.lat is None or one.lon is None:
        return replace(one, lat=other.lat, lon=other.lon)
    return replace(one, lat=round(one.lat + draw.uniform(-3, 3) * DEGREES_A_KM, 5))


def _tied(instance: Instance, draw: Random) -> Instance:
    """One more tie, stated to somebody who lists the same area by one who answered about ties."""
    speaker = draw.choice([one for one in instance.organisations if one.ties_known and one.areas])
    near = [
        other.id
        for other in instance.organisations
        if other is not speaker and set(other.areas or ()) & set(speaker.areas or ())
    ]
    partner = draw.choice(near or [one.id for one in instance.organisations if one is not speaker])
    tie = Tie(speaker.id, partner, "works with", draw.choice((0.25, 0.5, 0.75, 1.0)))
    return instance.changed(ties=tuple(sorted({*instance.ties, tie})))


def changed_share(before: Outcome, after: Outcome) -> float:
    """What part of all pairs that are together before or after is so at one of the two only."""
    return len(before.pairs ^ after.pairs) / max(1, len(before.pairs | after.pairs))


def walk(
    instance: Instance, outcome: Outcome, grouping: Grouping, edits: int, price: float
) -> Walk:
    """Edit and revise, one after the other; kinds take turns."""
    draw, made = Random(1), []
    for number in range(edits):
        kind = KINDS[number % len(KINDS)]
        after = edited(instance, kind, draw)
        clock, cpu = time.perf_counter(), time.process_time()
        revised = revise_groups(after, grouping, outcome, earlier=instance, price=price)
        clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
        made.append(Edit(kind, changed_share(outcome, revised), 1e3 * clock, 1e3 * cpu))
        instance, outcome = after, revised
    return Walk(made, instance, outcome)


def measure(organisations: int, edits: int, effort: int) -> str:
    """The text of one run for the page of benchmarks."""
    told = machine()
    instance, grouping = generate_instance(organisations, 1), Grouping.from_json(GROUPING)
    first = suggest_groups(instance, grouping, effort=effort)
    stored = Outcome.from_json(json.loads(json.dumps(first.to_json())))
    _say(f"first run: total {first.total:.2f}, {len(first.consortia)} groups")
    # The first call of a process reads compiled kernels from disk.
    walk(instance, stored, grouping, len(KINDS), USUAL)
    walks = {price: walk(instance, stored, grouping, edits, price) for price in PRICES}
    _say("revised; now from cold")
    usual = walks[USUAL]
    cold = suggest_groups(usual.instance, grouping, effort=effort)
    once = edited(instance, KINDS[0], Random(1))
    again = changed_share(first, suggest_groups(once, grouping, effort=effort))
    parts = [
        f"**What it ran on.** {in_words(told)}. {organisations:,} made-up organisations, groups of "
        f"3 to 8, one each; the stored result has {len(first.consortia)} groups with "
        f"{len(first.pairs):,} pairs of members. {edits} edits one after another, each revised "
        "from the result before it with the usual effort, in one warm process that holds the "
        "instance of before. The fingerprint of the new instance, all cards, reasons and the bound "
        "are in the time.",
        _kinds(usual.edits),
        f"**Against a cold run.** After {edits} edits the total is {usual.outcome.total:.2f} with "
        f"{len(usual.outcome.left_out or ())} left out; a cold run of the same instance (effort "
        f"{effort}) finds {cold.total:.2f} with {len(cold.left_out or ())} left out: the revised "
        f"one is {percent(1 - usual.outcome.total / cold.total)} below. A cold run after the first "
        f"edit alone has {percent(again, 1)} of pairs otherwise than before it.",
        "**What the price does**, the same edits:",
        _prices(walks, cold.total),
    ]
    return "\n\n".join(parts)


def _kinds(edits: Sequence[Edit]) -> str:
    """A row for each kind of edit and one for all."""
    head = ["edit", "how many", "pairs changed: mean", "95th percentile", "most", "ms: median",
            "95th percentile", "most", "CPU-ms: median", "95th percentile"]  # fmt: skip
    parts = [(kind, [one for one in edits if one.kind == kind]) for kind in KINDS]
    rows = [_row(name, some) for name, some in [*parts, ("**all**", list(edits))] if some]
    return table(head, rows)


def _row(name: str, edits: Sequence[Edit]) -> list[str]:
    shares = [one.share for one in edits]
    told: Iterable[Callable[[Sequence[float]], float]] = (mean, within, max)
    return [
        name,
        str(len(edits)),
        *(percent(how(shares)) for how in told),
        *spread([one.clock for one in edits], 0),
        *spread([one.cpu for one in edits], 0)[:2],
    ]


def _prices(walks: dict[float, Walk], cold: float) -> str:
    """A row for each price."""
    head = ["price", "pairs changed: mean", "most", "total at the end", "below a cold run"]
    return table(head, [_price(price, one, cold) for price, one in walks.items()])


def _price(price: float, done: Walk, cold: float) -> list[str]:
    shares, total = [one.share for one in done.edits], done.outcome.total or 0.0
    return [
        f"{price:g}",
        percent(mean(shares)),
        percent(max(shares)),
        f"{total:.2f}",
        percent(1 - total / cold),
    ]


def _say(words: str) -> None:
    print(words, flush=True)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.stability", description=__doc__)
    parser.add_argument("--organisations", type=int, default=2_000)
    parser.add_argument("--edits", type=int, default=60)
    parser.add_argument("--effort", type=int, default=6, help="of the cold runs")
    parser.add_argument("--out", type=Path, default=Path(".cache/bench-stability"))
    parser.add_argument("--docs", action="store_true", help="replace the section of the docs")
    chosen = parser.parse_args()
    told = measure(chosen.organisations, chosen.edits, chosen.effort)
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "stability.md").write_text(told + "\n", encoding="utf-8")
    if chosen.docs:
        put(DOCS / "benchmarks.md", told, BEGIN)
    _say(told)


if __name__ == "__main__":
    main()
