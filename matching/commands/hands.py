"""Where the tiles of a large grouping are searched: threads here, or workers of a cluster."""

import argparse
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from matching.cluster import Cluster
from matching.commands.options import at_least
from matching.commands.terminal import Bar, say
from matching.compiling import small_tile
from matching.groupings.rounds import run
from matching.groupings.suggestion import MOST_AT_ONCE
from matching.instance import Instance
from matching.progress import Progress


def add_hands(command: argparse.ArgumentParser) -> None:
    """Add `--workers` and `--dask`, of which one can be chosen."""
    hands = command.add_mutually_exclusive_group()
    hands.add_argument(
        "--workers", type=at_least(1), default=1, help="most tiles of a large search at once"
    )
    hands.add_argument(
        "--dask", metavar="ADDRESS", help="search the tiles on the workers of this Dask scheduler"
    )


@contextmanager
def cluster_of(chosen: argparse.Namespace, instance: Instance) -> Iterator[Cluster | None]:
    """The cluster that was chosen, its workers ready where the search is large; None without."""
    if chosen.dask is None:
        yield None
        return
    with Cluster(chosen.dask) as cluster:
        # What Dask's client would log is said by an error in one line.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        if len(instance.organisations) > MOST_AT_ONCE:
            _warm_up(cluster)
            chosen.workers = sum(cluster.workers.values())
        yield cluster


def _warm_up(cluster: Cluster) -> None:
    """Let every worker compile the search where it has not yet, before tiles wait for it."""
    count, bar = len(cluster.workers), Bar(sys.stderr)
    workers = "1 worker" if count == 1 else f"{count} workers"
    say(f"making {workers} ready; the first time each compiles the search, for some minutes")

    def told(done: int, total: int) -> None:
        if sys.stderr.isatty():
            bar.show(Progress(done, total, None, "Making workers ready"))

    try:
        cluster.warm_up(partial(run, small_tile()), told)
    finally:
        bar.clear()
