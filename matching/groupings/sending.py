"""Pieces of work sent elsewhere, so many at a time, and their answers taken in order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple, TypeVar

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")

# So many pieces may be away in an executor of which nothing is known.
AHEAD = 64
# Seconds between two looks at whether somebody asked to stop while nothing comes back.
BETWEEN_LOOKS = 0.2


class Hands(NamedTuple):
    """Who works on pieces, None for whoever asks, and how many pieces may be away at once."""

    executor: Executor | None
    ahead: int


HERE = Hands(None, 1)


def answers_of(
    hands: Hands,
    work: Callable[[Piece], Answer],
    pieces: Iterable[Piece],
    goes_on: Callable[[], bool],
) -> Generator[Answer, None, None]:
    """What `work` makes of each piece, in order, by anybody; ends early where `goes_on` says no."""
    if hands.executor is not None:
        yield from in_turn(hands.executor, work, pieces, hands.ahead, goes_on)
        return
    for piece in pieces:
        if not goes_on():
            return
        yield work(piece)


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
def hands_of(workers: int, executor: Executor | None) -> Iterator[Hands]:
    """The executor given, or so many threads, which kernels let run beside each other."""
    if executor is not None:
        # More are cut ahead where the way there may be long.
        yield Hands(executor, max(AHEAD, 2 * workers))
    elif workers < 2:
        yield HERE
    else:
        with ThreadPoolExecutor(workers) as threads:
            yield Hands(threads, 2 * workers)
