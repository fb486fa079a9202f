"""Leases: which worker is at a row, kept alive by a heartbeat, taken up by another after death."""

import os
import socket
import threading
from datetime import timedelta
from enum import Enum
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
import structlog

from portal.jobs.statements import changed
from portal.models.base import database_moment, db, now
from portal.models.jobs import Leased

LEASE = timedelta(seconds=20)
MOST_ATTEMPTS = 5
log = structlog.get_logger()
WORKER = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:8]}"

# Set once this process has been asked to end: long jobs look at it and hand their row back.
stopping = threading.Event()


class Word(Enum):
    """What a heartbeat brings back: go on, stop because a person asked, or the row is lost."""

    GO = "go"
    CANCEL = "cancel"
    LOST = "lost"


def take(table: type[Any], row_id: int) -> bool:
    """Take a row for this worker, in one statement, if nobody alive holds it."""
    free = sa.or_(table.state == "queued", abandoned(table))
    taken = changed(
        sa.update(table)
        .where(table.id == row_id, free)
        .values(
            state="running",
            worker=WORKER,
            lease_until=database_moment(LEASE),
            attempts=table.attempts + 1,
            started_at=sa.func.coalesce(table.started_at, now()),
        )
    )
    db.session.commit()
    return taken == 1


def abandoned(table: type[Any]) -> sa.ColumnElement[bool]:
    """Say of a row that its worker has not been heard of, by the clock that its lease runs by."""
    ended = table.lease_until < database_moment()
    # No lease lasts so long: the clock was set back since, and would keep the row for that time.
    odd = table.lease_until > database_moment(2 * LEASE)
    return sa.and_(table.state == "running", sa.or_(ended, odd))


def beat(
    table: type[Any], row_id: int, progress: float, phase: str, **figures: float | None
) -> Word:
    """Prolong the lease, show progress and figures, and bring back whether to go on.

    `figures` are further columns of the table, such as the best value found so far.
    """
    kept = changed(
        sa.update(table)
        .where(table.id == row_id, table.worker == WORKER, table.state == "running")
        .values(lease_until=database_moment(LEASE), progress=progress, phase=phase[:200], **figures)
    )
    asked = db.session.scalar(sa.select(table.cancel_asked).where(table.id == row_id))
    db.session.commit()
    if kept != 1:
        return Word.LOST
    return Word.CANCEL if asked else Word.GO


def holds(table: type[Any], row_id: int) -> bool:
    """Tell whether this worker still holds a row, locking it for the closing transaction."""
    query = sa.select(table.worker).where(table.id == row_id, table.state == "running")
    return bool(db.session.scalar(query.with_for_update()) == WORKER)


def store(table: type[Any], row_id: int, **columns: Any) -> bool:
    """Store something in a row that this worker still holds; False where the row is lost."""
    kept = changed(
        sa.update(table)
        .where(table.id == row_id, table.worker == WORKER, table.state == "running")
        .values(**columns)
    )
    db.session.commit()
    return kept == 1


def finish(table: type[Any], row_id: int, state: str, **columns: Any) -> bool:
    """Store the end of a row in one transaction, if this worker still holds it."""
    if not holds(table, row_id):
        db.session.rollback()
        return False
    row = db.session.get_one(table, row_id)
    ends = {"state": state, "finished_at": now(), "progress": 1.0, "phase": ""}
    for name, value in (ends | {"worker": None, "lease_until": None} | columns).items():
        setattr(row, name, value)
    db.session.commit()
    log.info("job ended", table=table.__tablename__, number=row_id, state=state)
    return True


def ask_to_stop(row: Leased) -> None:
    """Stop a row: at once while it waits, at the next beat while it is worked on."""
    table: Any = type(row)
    row_id = sa.inspect(row).identity[0]
    waiting = changed(
        sa.update(table)
        .where(table.id == row_id, table.state == "queued")
        .values(state="cancelled", finished_at=now(), phase="")
    )
    if waiting != 1:
        db.session.execute(
            sa.update(table)
            .where(table.id == row_id, table.state == "running")
            .values(cancel_asked=True)
        )
    db.session.expire(row)


def hand_back(table: type[Any], row_id: int | None = None) -> int:
    """Put what this worker holds back into the queue at once; give the number of rows."""
    mine = [table.worker == WORKER, table.state == "running"]
    if row_id is not None:
        mine.append(table.id == row_id)
    given = changed(
        sa.update(table)
        .where(*mine)
        # An orderly end is no failed attempt.
        .values(state="queued", worker=None, lease_until=None, attempts=table.attempts - 1)
    )
    db.session.commit()
    return given


def list_abandoned(table: type[Leased]) -> list[int]:
    """List rows that wait without a bell or whose worker died."""
    columns: Any = table
    waits = sa.or_(
        sa.and_(columns.state == "queued", columns.created_at < database_moment(-LEASE / 4)),
        abandoned(columns),
    )
    return list(db.session.scalars(sa.select(columns.id).where(waits).order_by(columns.id)))
