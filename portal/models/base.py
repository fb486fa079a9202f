"""What all tables share: the database, column types, names of constraints."""

from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, orm
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Reading requests set this to False, so that SQLite gives them no write lock.
writes: ContextVar[bool] = ContextVar("writes", default=True)


def now() -> datetime:
    """Give the present moment in UTC."""
    return datetime.now(UTC)


class Moment(sa.TypeDecorator[datetime]):
    """A moment in time, kept in UTC and given back with its zone on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn an aware moment into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give back UTC with its zone, which SQLite drops."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = sa.JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """The base of every table: an integer key and the moment of writing."""

    registry = orm.registry(
        metadata=sa.MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: Moment, dict[str, Any]: Json, list[Any]: Json},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


db = SQLAlchemy(model_class=Base)


def database_moment(later: timedelta = timedelta()) -> sa.ColumnElement[datetime]:
    """Give the present moment by the database's own clock, for a statement, or one some time later.

    Processes on several machines agree on it, however wrong their own clocks are.
    """
    moment: sa.ColumnElement[Any]
    if db.engine.dialect.name == "sqlite":
        # Written as the driver writes moments, because SQLite compares them as text.
        seconds = f"{later.total_seconds():+} seconds"
        moment = sa.func.strftime("%Y-%m-%d %H:%M:%f000", "now", seconds)
    else:
        # Not now(), which stands still during a transaction.
        moment = sa.func.clock_timestamp(type_=sa.DateTime(timezone=True)) + later
    return sa.type_coerce(moment, Moment)


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, _record: Any) -> None:
    """Set SQLite to lose nothing: write-ahead log, full sync, foreign keys, patience."""
    if not type(connection).__module__.startswith("sqlite3"):
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def begin_sqlite(connection: sa.Connection) -> None:
    """Take the write lock at once where something will be written, so that no lock is upgraded."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes.get() else "BEGIN")


def one_of(column: str, values: tuple[str, ...], name: str) -> sa.CheckConstraint:
    """Make a constraint that a text column holds one of the given words."""
    words = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({words})", name=name)
