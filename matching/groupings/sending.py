"""Pieces of work sent elsewhere, so many at a time, and their answers taken in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")

# Seconds between two looks at whether somebody asked to stop while nothing comes back.
BETWEEN_LOOKS = 0.2


def in_turn(
    executor: Executor,
    work: Callable[[Piece], Answer],
    pieces: Iterable[Piece],
    ahead: int,
    goes_on: Callable[[], bool],
) -> Iterator[Answer]:
    """What `work` makes of each piece, in order; ends early where `goes_on` says no.

    At most `ahead` pieces are away at once, and the next is asked for only when one is back, so
    that memory holds few of them. Those still waiting at an early end are called off.
    """
    coming = iter(pieces)
    line: deque[Future[Answer]] = deque()
    away: set[Future[Answer]] = set()
    try:
        while _fill(executor, work, coming, ahead, line, away):
            _, away = wait(away, BETWEEN_LOOKS, FIRST_COMPLETED)
            stopping = not goes_on()
            while line and line[0].done():
                yield line.popleft().result()
            if stopping:
                return
    finally:
        for future in line:
            future.cancel()


def _fill(
    executor: Executor,
    work: Callable[[Piece], Answer],
    coming: Iterator[Piece],
    ahead: int,
    line: deque[Future[Answer]],
    away: set[Future[Answer]],
) -> bool:
    """Send as many as may be away; whether any answer is still to come."""
    for piece in islice(coming, ahead - len(away)):
        line.append(executor.submit(work, piece))
        away.add(line[-1])
    return bool(line)


@contextmanager
def hands_of(workers: int, executor: Executor | None) -> Iterator[Executor | None]:
    """The executor given, or so many threads, which kernels let run beside each other."""
    if executor is not None or workers < 2:
        yield executor
        return
    with ThreadPoolExecutor(workers) as threads:
        yield threads
