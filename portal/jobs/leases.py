"""Leases: which worker is at a row, kept alive by a heartbeat, taken up by another after death."""

import os
import socket
from datetime import timedelta
from typing import Any, TypeVar
from uuid import uuid4

import sqlalchemy as sa

from portal.models.base import db, now
from portal.models.jobs import Leased

LEASE = timedelta(seconds=20)
MOST_ATTEMPTS = 5
WORKER = f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"

Row = TypeVar("Row", bound=Any)


def take(table: type[Leased], row_id: int) -> bool:
    """Take a row for this worker, in one statement, if nobody alive holds it."""
    free = sa.or_(
        table.state == "queued",
        sa.and_(table.state == "running", table.lease_until < now()),
    )
    taken = db.session.execute(
        sa.update(table)
        .where(table.id == row_id, free)  # type: ignore[attr-defined]
        .values(
            state="running",
            worker=WORKER,
            lease_until=now() + LEASE,
            attempts=table.attempts + 1,
            started_at=sa.func.coalesce(table.started_at, now()),
        )
    )
    db.session.commit()
    return bool(taken.rowcount == 1)


def beat(table: type[Leased], row_id: int, progress: float, phase: str) -> bool:
    """Prolong the lease and show progress; False asks the job to stop."""
    kept = db.session.execute(
        sa.update(table)
        .where(table.id == row_id, table.worker == WORKER, table.state == "running")  # type: ignore[attr-defined]
        .values(lease_until=now() + LEASE, progress=progress, phase=phase)
    )
    asked = db.session.scalar(
        sa.select(table.cancel_asked).where(table.id == row_id)  # type: ignore[attr-defined]
    )
    db.session.commit()
    return bool(kept.rowcount == 1) and not asked


def holds(table: type[Leased], row_id: int) -> bool:
    """Tell whether this worker still holds a row, locking it for the closing transaction."""
    query = sa.select(table.worker).where(table.id == row_id, table.state == "running")  # type: ignore[attr-defined]
    return bool(db.session.scalar(query.with_for_update()) == WORKER)


def list_abandoned(table: type[Leased]) -> list[int]:
    """List rows that wait without a bell or whose worker died."""
    waits = sa.or_(
        sa.and_(table.state == "queued", table.created_at < now() - LEASE / 4),  # type: ignore[attr-defined]
        sa.and_(table.state == "running", table.lease_until < now()),
    )
    return list(db.session.scalars(sa.select(table.id).where(waits).order_by(table.id)))  # type: ignore[attr-defined]
