"""Groupings brought up to date: a new run that begins from the groups of one that has ended."""

import sqlalchemy as sa

from portal.consortia.service import start_grouping
from portal.consortia.wishes import GroupingWishes
from portal.errors import Refused
from portal.models.base import db
from portal.models.consortia import MatchingRun

NOT_ENDED = "This search did not come to its end, so there is nothing to bring up to date."


def bring_up_to_date(run: MatchingRun, person_id: int | None = None) -> MatchingRun:
    """Ask the same of what is known now, and begin from the groups that there are.

    Refused where nothing that is shown has changed, also where an exclusion was said: groups that
    move while nothing else is new would tell whose it is.
    """
    if run.kind != "grouping" or run.state != "finished" or run.outcome is None:
        raise Refused(NOT_ENDED)
    wishes = GroupingWishes.from_request(run.request, run.preset)
    return start_grouping(run.partnership, wishes, person_id, seed=run.seed, revises=run)


def get_before(run: MatchingRun) -> MatchingRun | None:
    """Find the run that another began from, without what came of it."""
    if run.revises_id is None:
        return None
    slim = (sa.orm.defer(MatchingRun.picture), sa.orm.defer(MatchingRun.outcome))
    return db.session.scalar(sa.select(MatchingRun).filter_by(id=run.revises_id).options(*slim))
