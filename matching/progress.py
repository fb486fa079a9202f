"""How far a search has come, and how whoever watches it can stop it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from matching.outcome import Stopped

BETWEEN_CALLS = 0.2


@dataclass(frozen=True, slots=True)
class Progress:
    """Work done of the total, the best value so far (None at first) and what is being done.

    `bound` is what no group can exceed, None where that is not known.
    """

    done: int
    total: int
    best: float | None
    phase: str
    bound: float | None = None


Watch = Callable[[Progress], bool | None]


class Pace:
    """Counts a search's steps, tells the watcher now and then, and says when to stop.

    The clock decides only when the watcher is called and whether the ceiling is reached; it never
    changes what an uninterrupted search finds.
    """

    def __init__(self, watch: Watch | None, seconds: float | None, total: int) -> None:
        """Start the clock."""
        self.stopped: Stopped = "effort"
        self.done, self.total, self.phase = 0, total, ""
        self.best: float | None = None
        self.bound: float | None = None
        self._watch, self._last = watch, 0.0
        self._end = None if seconds is None else time.monotonic() + seconds

    def begin(self, phase: str) -> None:
        """Name what is being done from here on."""
        self.phase = phase
        self.goes_on()

    def step(self, best: float | None = None, amount: int = 1) -> bool:
        """Count work done; False when the search must stop."""
        self.done = min(self.total, self.done + amount)
        if best is not None:
            self.best = best if self.best is None else max(self.best, best)
        return self.goes_on()

    def goes_on(self) -> bool:
        """Whether the search may go on; asks the watcher a few times a second."""
        if self.stopped in ("cancelled", "seconds"):
            return False
        now = time.monotonic()
        if self._watch is not None and now - self._last >= BETWEEN_CALLS:
            self._last = now
            if self._watch(self._report()) is False:
                self.stopped = "cancelled"
                return False
        if self._end is not None and now >= self._end:
            self.stopped = "seconds"
            return False
        return True

    def finish(self) -> None:
        """Tell the watcher that everything is done."""
        if self._watch is not None and self.stopped not in ("cancelled", "seconds"):
            self.done = self.total
            self._watch(self._report())

    def _report(self) -> Progress:
        return Progress(self.done, self.total, self.best, self.phase, self.bound)
