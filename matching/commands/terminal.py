"""What a person sees on a terminal while a command works: a progress bar and closing words."""

import sys
from typing import IO

from matching.outcome import Proof
from matching.progress import Progress

BAR_WIDTH = 28


class Bar:
    """A progress bar on one line of a terminal."""

    def __init__(self, stream: IO[str]) -> None:
        """Draw nothing yet."""
        self._stream, self._drawn = stream, False

    def show(self, progress: Progress) -> None:
        """Draw the bar over the one before."""
        part = progress.done / progress.total if progress.total else 0.0
        full = round(BAR_WIDTH * part)
        best = "" if progress.best is None else f"  best {progress.best:.3f}"
        if progress.best is not None and progress.bound:
            gap = max(0.0, 1 - progress.best / progress.bound)
            best += f", at most {progress.bound:.3f} (within {gap:.1%})"
        bar = "#" * full + "." * (BAR_WIDTH - full)
        self._stream.write(f"\r\x1b[K[{bar}] {part:4.0%}  {progress.phase}{best}")
        self._stream.flush()
        self._drawn = True

    def clear(self) -> None:
        """Leave the line empty."""
        if self._drawn:
            self._stream.write("\r\x1b[K")


def say(line: str) -> None:
    """Write one line beside the result."""
    sys.stderr.write(line + "\n")


def in_words(proof: Proof) -> str:
    """Say how close to the best possible a group is known to be."""
    if proof.status == "optimal":
        return "proven best"
    if proof.gap is not None:
        return f"within {proof.gap:.1%} of the best possible"
    return "not proven"
