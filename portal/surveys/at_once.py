"""What several people do in the same moment: one after the other, and made once."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from portal.models.base import db
from portal.models.surveys import Survey

Row = TypeVar("Row")


def hold_survey(survey: Survey) -> None:
    """Read a survey as it is now, and hold it until the transaction ends.

    Nobody closes it, publishes or invites meanwhile, and nobody begins to answer.
    """
    db.session.flush()
    db.session.refresh(survey, with_for_update={"of": Survey})


def add_or_find(row: Row, find: Callable[[], Row | None]) -> Row:
    """Keep a row; where somebody else has made the same one in this moment, give theirs."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        found = find()
        if found is None:
            raise
        return found
    return row
