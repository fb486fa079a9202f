"""A real cluster on this machine, as several machines would be: processes, folders of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from distributed import Client

from tests.house.files import ROOT

# Nobody else can reach it, and no page of figures is served.
HERE = ("--host", "127.0.0.1", "--no-dashboard")
LONGEST_START = 60.0


@contextmanager
def program(folder: Path, *arguments: str, path: str = str(ROOT)) -> Iterator[subprocess.Popen]:
    """A program of Dask that works in a folder, and is ended at the end."""
    folder.mkdir()
    told = {"TMPDIR": str(folder), "PYTHONPATH": path}
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-m", *arguments, *HERE]
        begun = subprocess.Popen(
            command, cwd=folder, env=os.environ | told, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        yield begun
    finally:
        begun.kill()
        begun.wait()


class Machines:
    """A scheduler and workers, begun one by one."""

    def __init__(self, folder: Path, running: ExitStack) -> None:
        """Start the scheduler on any free port."""
        self.folder, self.workers, self._running = folder, [], running
        folder.mkdir()
        contact = folder / "scheduler" / "contact.json"
        given = ("--port", "0", "--scheduler-file", str(contact))
        self.scheduler = [self._start("scheduler", "distributed.cli.dask_scheduler", *given)]
        self.address = address_in(contact)

    def add_worker(self, **more: str) -> None:
        """Start one more worker, which takes one piece of work at a time."""
        name = f"worker-{len(self.workers)}"
        place = ("--local-directory", str(self.folder / name), "--nthreads", "1", "--no-nanny")
        self.workers.append(
            self._start(name, "distributed.cli.dask_worker", self.address, *place, **more)
        )

    def wait_for_workers(self) -> None:
        """Return once every worker is known to the scheduler."""
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), LONGEST_START)

    def _start(self, name: str, *arguments: str, **more: str) -> subprocess.Popen:
        return self._running.enter_context(program(self.folder / name, *arguments, **more))


def address_in(contact: Path) -> str:
    """The address that a scheduler writes down once it listens."""
    end = monotonic() + LONGEST_START
    while not contact.is_file():
        assert monotonic() < end, (contact.parent / "log").read_text("utf-8")
        sleep(0.1)
    return str(json.loads(contact.read_bytes())["address"])


@contextmanager
def machines(folder: Path, workers: int) -> Iterator[Machines]:
    """A scheduler and so many workers."""
    with ExitStack() as running:
        found = Machines(folder, running)
        for _ in range(workers):
            found.add_worker()
        if workers:
            found.wait_for_workers()
        yield found
