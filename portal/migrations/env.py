"""How Alembic reaches the app's database and compares it with the models."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from portal.models.base import Json, Moment, db


def render_type(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our own column types into migrations as plain ones, which never move."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and item is Json:
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def skip_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no migration where nothing has changed."""
    if (
        getattr(context.config.cmd_opts, "autogenerate", False)
        and directives[0].upgrade_ops.is_empty()
    ):
        directives.clear()


def stop_pointing(connection: sa.Connection) -> None:
    """Let SQLite make a table anew while others point at it; this must come before it begins."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")


def check_pointing(connection: sa.Connection) -> None:
    """Stop before anything is kept where a row of SQLite points at one that is not there."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if lost:
            raise RuntimeError(f"The migration would leave rows that point nowhere: {lost[:5]}")


def migrate() -> None:
    """Bring the database to the asked revision in one transaction."""
    options = dict(current_app.extensions["migrate"].configure_args)
    options.setdefault("process_revision_directives", skip_empty)
    with db.engine.connect() as connection:
        stop_pointing(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_type,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
            check_pointing(connection)
        connection.commit()
        connection.invalidate()


migrate()
