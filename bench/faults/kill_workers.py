"""Kill the web worker again and again while people save pages and send: nothing may be lost.

    python -m bench.faults.kill_workers --pages 300

Starts the portal with SQLite in a scratch folder and four clients, each with its own
organisations. A client repeats a request until it is answered, as a person would, and counts
what was acknowledged; at the end the database must hold exactly that, once.
"""

import argparse
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from flask_migrate import upgrade

from bench.faults.clients import PARTS, Client
from portal.app import create_app
from portal.config import load_settings
from portal.models.base import db
from portal.organisations.service import add_organisation
from portal.partnerships.service import create_partnership
from portal.surveys.invitations import invite
from portal.surveys.service import create_survey, open_survey

CLIENTS = 4
QUESTION = {"kind": "text", "label": "What do you do?", "visibility": "public"}


def make_survey(folder: Path, number: int) -> list[str]:
    """Make a database with a survey of five parts; give a personal link for each response."""
    app = create_app(load_settings(instance=folder))
    parts = [
        {"id": f"p{n}", "title": f"Part {n}", "questions": [{**QUESTION, "id": f"q{n}"}]}
        for n in range(PARTS)
    ]
    definition = {"id": "faults", "title": "Faults", "notice": "A trial.", "sections": parts}
    with app.app_context():
        upgrade()
        partnership = create_partnership("Faults")
        survey = create_survey(partnership, "Faults", definition)
        open_survey(survey)
        clubs = [add_organisation(partnership, f"Club {n}") for n in range(number)]
        links = [invite(survey, club) for club in clubs]
        db.session.commit()
    return links


def start(folder: Path, port: int) -> "subprocess.Popen[bytes]":
    """Start gunicorn with one worker."""
    arguments = ["-b", f"127.0.0.1:{port}", "--threads", "4", "--no-control-socket", "wsgi:app"]
    settings = {**os.environ, "PATCHWORK_INSTANCE": str(folder)}
    with (folder / "web.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *arguments],
            env=settings,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def worker_of(master: int) -> int | None:
    """Give the worker that a gunicorn master has now."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return int(children[0]) if children else None


def kill_often(master: int, client: Client, over: threading.Event, every: float) -> int:
    """Kill the worker some time after it has begun to answer, again and again."""
    kills = 0
    while not over.is_set():
        client.ask("GET", "/health")
        over.wait(every * random.random())
        worker = worker_of(master)
        if worker is not None and not over.is_set():
            os.kill(worker, signal.SIGKILL)
            kills += 1
    return kills


def compare(file: Path, clients: list[Client]) -> dict[str, int]:
    """Hold what was acknowledged against what the database has."""
    with sqlite3.connect(file) as base:
        rows = base.execute("SELECT public_id, state, answers FROM responses")
        kept = {name: (state, json.loads(answers)) for name, state, answers in rows}
        total = base.execute("SELECT count(*) FROM responses").fetchone()[0]
        receipts = "SELECT count(*) FROM audit_entries WHERE action = 'sent answers'"
        sendings = base.execute(receipts).fetchone()[0]
        whole = base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    pages = [
        (kept.get(response, ("", {}))[1].get(question), words)
        for client in clients
        for response, answers in client.acknowledged.items()
        for question, words in answers.items()
    ]
    sent = {response for client in clients for response in client.sent}
    return {
        "acknowledged": len(pages) + len(sent),
        "lost": sum(found != words for found, words in pages)
        + sum(kept.get(response, ("",))[0] != "sent" for response in sent),
        "duplicated": total - len(kept) + sendings - len(sent),
        "damaged": int(not whole),
        "retries": sum(client.retries for client in clients),
    }


def free_port() -> int:
    """Give a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def attempt(folder: Path, number: int, every: float) -> dict[str, int]:
    """Let clients answer while workers die; give what came of it."""
    links, port, over = make_survey(folder, number), free_port(), threading.Event()
    clients = [Client(port) for _ in range(CLIENTS)]
    server, kills = start(folder, port), []
    killer = threading.Thread(
        target=lambda: kills.append(kill_often(server.pid, Client(port), over, every))
    )

    def work(client: Client, mine: list[str]) -> None:
        for link in mine:
            client.answer(link)

    people = [
        threading.Thread(target=work, args=(client, links[n::CLIENTS]))
        for n, client in enumerate(clients)
    ]
    try:
        for thread in (*people, killer):
            thread.start()
        for thread in people:
            thread.join()
    finally:
        over.set()
        killer.join()
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    return {"kills": sum(kills), **compare(folder / "patchwork.sqlite", clients)}


def main() -> None:
    """Read the options, try, and print one line of figures; 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=300, help="pages and sendings to acknowledge")
    parser.add_argument("--every", type=float, default=3.0, help="longest life in seconds")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="patchwork-faults-") as folder:
        figures = attempt(Path(folder), -(-given.pages // (PARTS + 1)), given.every)
    print(", ".join(f"{name} {value}" for name, value in figures.items()))
    expected = -(-given.pages // (PARTS + 1)) * (PARTS + 1)
    wrong = figures["lost"] + figures["duplicated"] + figures["damaged"]
    sys.exit(1 if wrong or figures["acknowledged"] != expected else 0)


if __name__ == "__main__":
    main()
