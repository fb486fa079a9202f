"""The queue: Huey on SQLite or Redis, carrying nothing but a job's name and the row's number."""

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from huey import RedisHuey, SqliteHuey
from huey.api import Huey
from huey.registry import Message
from huey.serializer import Serializer
from redis.exceptions import RedisError
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.config import Settings
from portal.models.base import db

Job = Callable[..., None]
JOBS: dict[str, Job] = {}
RUNG = "jobs.rung"
log = structlog.get_logger()


class JsonSerializer(Serializer):
    """Messages as JSON, because unpickling what lies in a queue would run it."""

    def _serialize(self, data: Any) -> bytes:
        """Write a message or a plain value."""
        if isinstance(data, Message):
            return json.dumps({"message": data._asdict()}, default=str).encode()
        return json.dumps({"value": data}, default=str).encode()

    def _deserialize(self, data: bytes) -> Any:
        """Read what `_serialize` wrote."""
        found = json.loads(data)
        if "message" not in found:
            return found["value"]
        fields = found["message"]
        for moment in ("eta", "expires_resolved"):
            if fields.get(moment):
                fields[moment] = datetime.fromisoformat(fields[moment])
        fields["args"] = tuple(fields["args"])
        return Message(**fields)


def job(name: str) -> Callable[[Job], Job]:
    """Register a function under a name that the queue can carry."""

    def keep(function: Job) -> Job:
        JOBS[name] = function
        return function

    return keep


def open_queue(settings: Settings) -> Huey:
    """Open the queue that the settings name."""
    options = {"serializer": JsonSerializer(), "results": False, "store_none": False}
    if settings.redis_url:
        return RedisHuey("patchwork", url=settings.redis_url, **options)
    file = settings.instance / "queue.sqlite"
    return SqliteHuey("patchwork", filename=str(file), **options)


class Bell:
    """Rings the worker for jobs whose rows have been committed, and only then."""

    def __init__(self) -> None:
        self.queue: Huey | None = None
        self.tasks: dict[str, Any] = {}

    def connect(self, queue: Huey) -> None:
        """Make every registered job known to a queue."""
        self.queue = queue
        self.tasks = {name: queue.task(name=name)(work) for name, work in JOBS.items()}

    def send(self, name: str, *arguments: int) -> None:
        """Put one job into the queue; where that fails, the worker's sweep will find the row."""
        task = self.tasks.get(name)
        if task is None:
            return
        try:
            task(*arguments)
        except (OSError, sqlite3.Error, RedisError) as error:
            log.warning("bell not rung", job=name, reason=type(error).__name__)

    def is_quiet(self) -> bool:
        """Tell whether no job waits in the queue."""
        return self.queue is None or self.queue.pending_count() == 0


bell = Bell()


def ring(name: str, *arguments: int) -> None:
    """Ask for a job to be done once the present transaction is committed."""
    db.session.info.setdefault(RUNG, []).append((name, arguments))


@event.listens_for(Session, "after_commit")
def send_rung(session: Session) -> None:
    """Send what was asked for during the transaction."""
    for name, arguments in session.info.pop(RUNG, []):
        bell.send(name, *arguments)


@event.listens_for(Session, "after_rollback")
def forget_rung(session: Session) -> None:
    """Forget what was asked for: its rows do not exist."""
    session.info.pop(RUNG, None)
