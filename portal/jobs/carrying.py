"""Carrying out a leased row from beginning to end, whatever goes wrong on the way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import structlog

from portal.jobs.leases import MOST_ATTEMPTS, finish, take
from portal.models.base import db

log = structlog.get_logger()


class Attempted(Protocol):
    """What was read of a row: how often it has been begun, and whatever the work needs."""

    @property
    def attempts(self) -> int:
        """How often it has been begun."""
        ...


Work = TypeVar("Work", bound=Attempted)


@dataclass(frozen=True, slots=True)
class Failures:
    """What people read of a row that was given up, and of one that met a fault."""

    too_often: str
    fault: str


def carry(
    table: type[Any],
    row_id: int,
    read: Callable[[int], Work],
    pursue: Callable[[Work], None],
    refused: type[Exception],
    failures: Failures,
) -> None:
    """Take a row, unless another worker is at it, read what it needs, and pursue it.

    `refused` is an error that says in its words why it cannot be done.
    """
    if not take(table, row_id):
        return
    work = read(row_id)
    if work.attempts > MOST_ATTEMPTS:
        finish(table, row_id, "failed", failure=failures.too_often)
        return
    try:
        pursue(work)
    except refused as error:
        finish(table, row_id, "failed", failure=str(error))
    except Exception:
        log.exception("job failed", table=table.__tablename__, number=row_id)
        db.session.rollback()
        finish(table, row_id, "failed", failure=failures.fault)
