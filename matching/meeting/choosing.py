"""Who is named in whose list: by worth, nobody in too many lists."""

from collections import Counter
from collections.abc import Iterator
from heapq import heapify, heappop, heappush

import numpy as np

from matching.arrays import Ints
from matching.meeting.candidates import Candidates

Chosen = list[tuple[int, int, float]]


def choose(candidates: Candidates, each: int, cap: int) -> Chosen:
    """Take pairs from the highest worth down while the list and the name have room.

    Among equal worths: the shorter list first, then whoever has fewer candidates, then whoever
    is named less often, and only then by id. So an id decides only between two who are alike in
    all of that.
    """
    options = Counter(candidates.owners.tolist())
    given: Counter[int] = Counter()
    times: Counter[int] = Counter()
    chosen: Chosen = []
    for level in _levels(candidates):
        worth = float(candidates.worths[level[0]])
        pairs = zip(
            candidates.owners[level].tolist(), candidates.named[level].tolist(), strict=True
        )
        queue = [(given[a], options[a], times[b], a, b) for a, b in pairs]
        heapify(queue)
        while queue:
            was, few, called, a, b = heappop(queue)
            if given[a] >= each or times[b] >= cap:
                continue
            if (given[a], times[b]) != (was, called):
                heappush(queue, (given[a], few, times[b], a, b))
                continue
            given[a] += 1
            times[b] += 1
            chosen.append((a, b, worth))
    return chosen


def _levels(candidates: Candidates) -> Iterator[Ints]:
    """Places of the candidates of each worth, the highest first."""
    order = np.argsort(-candidates.worths, kind="stable")
    edges = np.flatnonzero(np.diff(candidates.worths[order])) + 1
    starts = [0, *edges.tolist()]
    for start, end in zip(starts, [*edges.tolist(), len(order)], strict=True):
        if end > start:
            yield order[start:end]
