"""Rows that the database itself keeps as they are, whoever asks for another."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import event


def trigger_of(dialect: str, table: str, columns: Sequence[str], words: str) -> list[str]:
    """Give the statements that make the trigger on a database."""
    name, of = f"{table}_stay", ", ".join(columns)
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE UPDATE OF {of} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
        ]
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN RAISE EXCEPTION '{words}'; END $$"
    )
    made = (
        f"CREATE TRIGGER {name} BEFORE UPDATE OF {of} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
    return [function, made]


def keep_unchanged(table: sa.Table, columns: Sequence[str], words: str) -> None:
    """Let a table that is made from the models have the trigger too, as migrations make it."""
    for dialect in ("sqlite", "postgresql"):
        for statement in trigger_of(dialect, table.name, columns, words):
            made = sa.DDL(statement).execute_if(dialect=dialect)
            event.listen(table, "after_create", made)
