"""One size of the growth table, in a process of its own: `python -m bench.open.growing FOLDER …`.

The folder is invented by another process, so that one peak does not hide another. Memory is the
highest that the system gave the process (VmHWM, Linux): unlike what `getrusage` tells of a process,
it does not begin at the peak of the one that started it.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bench.open.families import SIZE, Case
from bench.open.judging import judge
from bench.open.records import Grown
from matching import (
    Grouping,
    Outcome,
    Progress,
    generate_instance,
    read_folder,
    suggest_groups,
    write_folder,
)  # fmt: skip

AFTER_THE_SEARCH = "Looking again at those left out"
WARM_UP = 60


def grow(folder: Path, organisations: int, effort: int, workers: int) -> Grown:
    """Invent a folder unless it is there, and group it, each in a process of its own."""
    if not folder.is_dir():
        _run("--invent", str(organisations), str(folder))
    told = _run("--effort", str(effort), "--workers", str(workers), str(folder))
    return Grown(**json.loads(told))


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "bench.open.growing", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def main(given: Sequence[str] | None = None) -> None:
    """Do one of the two and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.open.growing")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--invent", type=int)
    parser.add_argument("--effort", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(given)
    if chosen.invent:
        write_folder(generate_instance(chosen.invent), chosen.folder)
    else:
        print(json.dumps(asdict(measured(chosen.folder, chosen.effort, chosen.workers))))


class Stopwatch:
    """Follows a search: the clocks when it last said that it was searching."""

    def __init__(self) -> None:
        self.start = (_cpu(), time.perf_counter())
        self.searched = (0.0, 0.0)

    @property
    def used(self) -> tuple[float, float]:
        """CPU-seconds, of children too, and seconds since the start."""
        return _cpu() - self.start[0], time.perf_counter() - self.start[1]

    def watch(self, progress: Progress) -> None:
        """Note the time unless the search is over."""
        if progress.phase != AFTER_THE_SEARCH:
            self.searched = self.used


def measured(folder: Path, effort: int, workers: int) -> Grown:
    """Read a folder and group it, once the kernels are there."""
    grouping = Grouping.from_json({"id": "grown", "size": SIZE, "one_group_each": True})
    suggest_groups(generate_instance(WARM_UP), grouping, workers=workers)
    instance = read_folder(folder)
    before, load, clock = _peak(), os.getloadavg()[0], Stopwatch()
    outcome = suggest_groups(instance, grouping, effort=effort, workers=workers, watch=clock.watch)
    cpu, wall = clock.used
    peak = _peak()
    return _told(Case("growth", 0, instance, grouping), outcome, {
        "effort": effort, "workers": workers, "load": load,
        "search_cpu": clock.searched[0], "search_wall": clock.searched[1],
        "cpu": cpu, "wall": wall, "before": before, "peak": peak,
    })  # fmt: skip


def _told(case: Case, outcome: Outcome, figures: dict[str, float]) -> Grown:
    """The figures and what the answer is worth by the judge of all ways."""
    index = case.instance.index
    groups = [tuple(sorted(index[key] for key in card.members)) for card in outcome.consortia]
    verdict = judge(case, groups)
    return Grown(
        **figures,  # type: ignore[arg-type]
        organisations=case.count,
        total=verdict.total / case.count,
        bound=(outcome.bound or 0.0) / case.count,
        grouped=verdict.grouped / case.count,
        groups=verdict.groups,
        broken=verdict.broken,
        stopped=outcome.provenance.stopped,
    )


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _peak() -> float:
    """MiB: the highest of this process so far, and of the largest child that has ended."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    mine = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return (mine + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


if __name__ == "__main__":
    main()
