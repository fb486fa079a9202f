"""Conditional statements: one UPDATE that says how many rows it changed."""

from typing import Any, cast

from sqlalchemy import CursorResult
from sqlalchemy.sql.dml import UpdateBase

from portal.models.base import db


def changed(statement: UpdateBase) -> int:
    """Execute an UPDATE or DELETE; give the number of rows that it met."""
    return int(cast(CursorResult[Any], db.session.execute(statement)).rowcount)
