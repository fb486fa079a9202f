"""Groups of commands that end a refusal, or a database without tables, in one clear line."""

from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

from portal.errors import DomainError
from portal.models.base import Base

NO_TABLES = "The database has no tables yet, or those of an older release. Run: flask db upgrade"


class CommandGroup(AppGroup):
    """A group of commands; what goes wrong in an expected way is said in one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command of the group."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise click.ClickException(error.message) from error
        except (OperationalError, ProgrammingError) as error:
            if lacks_tables(error):
                raise click.ClickException(NO_TABLES) from error
            raise


def lacks_tables(error: OperationalError | ProgrammingError) -> bool:
    """Tell whether a statement failed because a table or column of ours is missing."""
    words = str(error.orig).lower()
    missing = "no such table" in words or "no such column" in words or "does not exist" in words
    return missing and any(name in words for name in Base.metadata.tables)
