"""Who is killed: a worker, the master with all workers, PostgreSQL with all its processes."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bench.faults.clients import Client
from bench.faults.serving import Server
from desk.databases import start_server

Kill = Callable[[], None]


def kill_worker(server: Server) -> None:
    """Kill one of the workers; the master starts another."""
    workers = server.workers()
    if workers:
        os.kill(random.choice(workers), signal.SIGKILL)


def kill_database(folder: Path) -> None:
    """Kill PostgreSQL with all its processes, and start it as a supervisor would."""
    first = int((folder / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    others = Path(f"/proc/{first}/task/{first}/children").read_text(encoding="utf-8").split()
    for process in (first, *map(int, others)):
        os.kill(process, signal.SIGKILL)
    until = time.monotonic() + 10
    while Path(f"/proc/{first}").exists() and time.monotonic() < until:
        time.sleep(0.02)
    start_server(folder, "delete")


def kill_often(kill: Kill, server: Server, over: threading.Event, every: float) -> int:
    """Kill some time after the server has begun to answer, again and again; give how often."""
    kills, client = 0, Client(server.port)
    while not over.is_set():
        client.ask("GET", "/health")
        if not over.wait(every * random.random()):
            kill()
            kills += 1
    return kills
