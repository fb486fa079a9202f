"""Groupings that have ended with groups to look at, for the pages that go on from them."""

import sqlalchemy as sa

from portal.consortia.service import get_run
from portal.errors import NotThere
from portal.models.base import db
from portal.models.consortia import MatchingRun
from portal.models.partnerships import Partnership


def get_grouping(partnership: Partnership, run_id: int) -> MatchingRun:
    """Find one grouping of a partnership that has ended with groups to look at."""
    run = get_run(partnership, run_id)
    if run.kind != "grouping" or run.outcome is None or run.finished_at is None:
        raise NotThere()
    return run


def get_latest_with_meetings(partnership: Partnership) -> MatchingRun | None:
    """Find the grouping of what was known last that says who should meet whom.

    Of several over the same data the first, because the others were searched to be compared.
    """
    there = (
        sa.select(MatchingRun)
        .filter_by(partnership_id=partnership.id, kind="grouping")
        .where(MatchingRun.meetings.is_not(None), MatchingRun.finished_at.is_not(None))
    )
    newest = there.with_only_columns(MatchingRun.fingerprint).order_by(MatchingRun.id.desc())
    query = (
        there.where(MatchingRun.fingerprint == newest.limit(1).scalar_subquery())
        .options(sa.orm.defer(MatchingRun.picture))
        .order_by(MatchingRun.id)
    )
    return db.session.scalar(query.limit(1))
