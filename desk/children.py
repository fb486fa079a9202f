"""The programs that the desk starts, and the end of them."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from desk.environment import ROOT

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE_SECONDS = 20.0
PAUSE_SECONDS = 0.1


@dataclass
class Child:
    """A program started here, in a process group of its own; `again` starts it anew."""

    name: str
    process: subprocess.Popen[bytes]
    again: Callable[[], subprocess.Popen[bytes]] | None = None
    deaths: list[float] = field(default_factory=list)


class Stopping:
    """Remembers that somebody asked for the end."""

    def __init__(self) -> None:
        self.signal = 0

    def __call__(self, number: int, frame: FrameType | None = None) -> None:
        self.signal = number

    def listen(self) -> "Stopping":
        """Take Ctrl-C, a plain kill and a closed terminal as the wish to stop."""
        for number in STOP_SIGNALS:
            signal.signal(number, self)
        return self


def start(
    name: str, command: Sequence[str], env: Mapping[str, str], *, lasting: bool = False
) -> Child:
    """Start a program in a process group of its own, so that Ctrl-C reaches the desk alone."""

    def again() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)

    return Child(name, again(), again if lasting else None)


def find_dead(children: Sequence[Child]) -> Child | None:
    """Give the first child that has ended, if one has."""
    return next((child for child in children if child.process.poll() is not None), None)


def wait_until(ready: Callable[[], bool], children: Sequence[Child], stopping: Stopping) -> None:
    """Wait until something is ready, a child has ended or somebody asks for the end."""
    while not stopping.signal and find_dead(children) is None and not ready():
        time.sleep(PAUSE_SECONDS)


def stop(children: Sequence[Child], patience: float = PATIENCE_SECONDS) -> None:
    """Ask every child to end, wait for them, and end what is left of their groups."""
    for child in children:
        if child.process.poll() is None:
            child.process.send_signal(signal.SIGTERM)
    end = time.monotonic() + patience
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.1, end - time.monotonic()))
        # The group outlives its first process while a grandchild lives.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
