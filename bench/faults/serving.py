"""A scratch copy of the portal: its survey, and a web server that is started again."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from flask_migrate import upgrade

from bench.faults.clients import PARTS, QUESTIONS, question
from portal.app import create_app
from portal.config import load_settings
from portal.inviting.invitations import invite
from portal.models.base import db
from portal.organisations.service import add_organisation
from portal.partnerships.service import create_partnership
from portal.surveys.service import create_survey, open_survey

WORKERS, THREADS = 2, 4
BOX = {"kind": "text", "label": "What do you do?", "visibility": "public"}


def definition() -> dict[str, object]:
    """Give a survey of a few parts with a few questions each."""
    parts = [
        {
            "id": f"p{part}",
            "title": f"Part {part}",
            "questions": [{**BOX, "id": question(part, n)} for n in range(QUESTIONS)],
        }
        for part in range(PARTS)
    ]
    return {"id": "faults", "title": "Faults", "notice": "A trial.", "sections": parts}


def make_survey(folder: Path, url: str, number: int) -> list[str]:
    """Make a database with an open survey; give a personal link for each response."""
    app = create_app(load_settings(instance=folder, database_url=url))
    with app.app_context():
        upgrade()
        partnership = create_partnership("Faults")
        survey = create_survey(partnership, "Faults", definition())
        open_survey(survey)
        clubs = [add_organisation(partnership, f"Club {n}") for n in range(number)]
        links = [invite(survey, club) for club in clubs]
        db.session.commit()
        db.engine.dispose()
    return links


class Server:
    """gunicorn as an installation runs it, in a process group of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url, self.port = folder, url, free_port()
        self.lock = threading.Lock()
        self.process = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        """Start it."""
        arguments = ["-b", f"127.0.0.1:{self.port}", "--workers", str(WORKERS)]
        arguments += ["--threads", str(THREADS), "--no-control-socket", "wsgi:app"]
        settings = {"PATCHWORK_INSTANCE": str(self.folder), "DATABASE_URL": self.url}
        with (self.folder / "web.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *arguments],
                env={**os.environ, **settings},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def workers(self) -> list[int]:
        """Give the workers that it has now."""
        master = self.process.pid
        listed = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="utf-8")
        return [int(child) for child in listed.split()]

    def kill(self) -> None:
        """Kill master and workers at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_and_start(self) -> None:
        """Kill all of it, and start it as a supervisor would."""
        self.kill()
        self.process = self.start()


def free_port() -> int:
    """Give a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
