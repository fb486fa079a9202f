"""Starts a program again when it dies, after a pause that grows, until it dies too often."""

import sys
import time
from collections.abc import Callable, Sequence

from desk.children import Child, Stopping, find_dead, stop, wait_until

MOST_DEATHS = 5
WITHIN_SECONDS = 60.0
FIRST_PAUSE_SECONDS = 1.0


def watch(ready: Callable[[], bool], children: Sequence[Child], stopping: Stopping) -> bool:
    """Wait until something is ready, starting children again; False when all must end instead."""
    while True:
        wait_until(ready, children, stopping)
        dead = find_dead(children)
        if stopping.signal or dead is None:
            return not stopping.signal
        if not revive(dead, children, stopping):
            return False


def revive(dead: Child, children: Sequence[Child], stopping: Stopping) -> bool:
    """Start a child again after a pause, unless somebody asks for the end; tell whether it runs."""
    pause = note_death(dead, time.monotonic())
    if dead.again is None or pause is None:
        return False
    print(f"{what_happened(dead)}; it starts again in {pause:g} s.", file=sys.stderr, flush=True)
    # What it started itself must not go on beside its successor.
    stop([dead])
    others, end = [child for child in children if child is not dead], time.monotonic() + pause
    wait_until(lambda: time.monotonic() > end, others, stopping)
    if stopping.signal or find_dead(others):
        return False
    dead.process = dead.again()
    return True


def note_death(child: Child, moment: float) -> float | None:
    """Give the seconds to wait before the next start, or None where it died too often of late."""
    child.deaths = [*(death for death in child.deaths if moment - death < WITHIN_SECONDS), moment]
    if len(child.deaths) >= MOST_DEATHS:
        return None
    return FIRST_PAUSE_SECONDS * 2.0 ** (len(child.deaths) - 1)


def what_happened(dead: Child) -> str:
    """Say that a child ended, and how often where that is why no more is tried."""
    how = f"(exit code {dead.process.returncode})"
    if len(dead.deaths) >= MOST_DEATHS:
        return f"The {dead.name} ended {MOST_DEATHS} times within a minute {how}"
    return f"The {dead.name} ended by itself {how}"
