"""Kill and count: ``python -m bench.faults --pages 2000``, on both databases."""

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.faults.clients import PARTS, Client
from bench.faults.killing import Kill, kill_database, kill_often, kill_worker
from bench.faults.serving import Server, make_survey
from bench.faults.tally import tally
from bench.machine import in_words, machine
from desk.databases import postgresql

CLIENTS = 8
WRONG = ("lost", "duplicated", "torn", "phantom")
HEADINGS = ("pages", "sendings", *WRONG, "retries", "kills", "seconds")


@contextmanager
def database(name: str, folder: Path) -> Iterator[str]:
    """Give the address of a new database that loses nothing."""
    if name == "sqlite":
        yield f"sqlite:///{folder / 'patchwork.sqlite'}"
    else:
        with postgresql(folder / "postgresql") as url:
            yield url


def victim_of(name: str, server: Server, folder: Path) -> Kill:
    """Give what kills a victim once."""
    victims: dict[str, Kill] = {
        "worker": partial(kill_worker, server),
        "server": server.kill_and_start,
        "database": partial(kill_database, folder / "postgresql"),
    }
    return victims[name]


def attempt(base: str, victim: str, pages: int, every: float) -> dict[str, int]:
    """Let people answer while a victim dies again and again; give what came of it."""
    with tempfile.TemporaryDirectory(prefix="patchwork-faults-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)
        with database(base, folder) as url:
            links = make_survey(folder, url, -(-pages // PARTS))
            server, began = Server(folder, url), time.monotonic()
            clients = [Client(server.port) for _ in range(CLIENTS)]
            try:
                kills = work(server, victim_of(victim, server, folder), clients, links, every)
            finally:
                server.kill()
            took = round(time.monotonic() - began)
            return {**tally(url, clients), "kills": kills, "seconds": took}


def work(server: Server, kill: Kill, clients: list[Client], links: list[str], every: float) -> int:
    """Answer all links, each client its share, while the killer goes about; give how often."""
    over = threading.Event()

    def answer(client: Client, mine: list[str]) -> None:
        for link in mine:
            client.answer(link)

    shares = [links[n::CLIENTS] for n in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS + 1) as threads:
        killer = threads.submit(kill_often, kill, server, over, every)
        people = [threads.submit(answer, *one) for one in zip(clients, shares, strict=True)]
        wait(people)
        over.set()
        for person in people:
            if person.exception():
                print(f"somebody gave up: {person.exception()}", file=sys.stderr)
        return killer.result()


def main() -> int:
    """Try each database with each victim, print a table; 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000, help="pages to be acknowledged")
    parser.add_argument("--every", type=float, default=12.0, help="longest life in seconds")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--victim", choices=("worker", "server", "database"), action="append")
    given = parser.parse_args()
    print(in_words(machine()))
    print("| database | victim | " + " | ".join(HEADINGS) + " |")
    print("| --- | --- |" + " ---: |" * len(HEADINGS))
    good = True
    for base in given.database or ("sqlite", "postgresql"):
        for victim in given.victim or ("worker", "server", "database"):
            if (base, victim) == ("sqlite", "database"):
                continue  # it has no process of its own
            found = attempt(base, victim, given.pages, given.every)
            cells = " | ".join(f"{found[name]:,}" for name in HEADINGS)
            print(f"| {base} | {victim} | {cells} |", flush=True)
            good &= found["pages"] >= given.pages
            good &= not any(found[name] for name in WRONG)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
