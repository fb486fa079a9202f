"""Real databases for tests: a SQLite file, and a PostgreSQL server that pip installed."""

import atexit
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desk.databases import start_server

QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@cache
def sqlite_url() -> str:
    """Give the address of a fresh SQLite file for this test process."""
    return f"sqlite:///{Path(scratch_folder()) / 'test.sqlite'}"


def keep_nothing_safe(connection: Any, _record: object) -> None:
    """Let SQLite not wait for the disk: no test outlives its machine."""
    connection.execute("PRAGMA synchronous=OFF")


@cache
def postgres_url() -> str:
    """Start a PostgreSQL server of this test process, once, and give its address."""
    folder = Path(scratch_folder()) / "pg"
    server = start_server(folder, "stop")
    atexit.register(server.cleanup)
    for setting in QUICK:
        server.psql(f"ALTER SYSTEM SET {setting};")
    server.psql("SELECT pg_reload_conf();")
    url = sa.make_url(server.get_uri())
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


@cache
def scratch_folder() -> str:
    """Make a folder that lives as long as this test process."""
    folder = tempfile.TemporaryDirectory(prefix="patchwork-test-")
    atexit.register(folder.cleanup)
    return folder.name


URLS = {"sqlite": sqlite_url, "postgres": postgres_url}
