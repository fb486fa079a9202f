"""Runs that are carried out at once, for tests of pages and files."""

from portal.consortia import service, tasks
from portal.consortia.wishes import BriefWishes, CellWish, GroupingWishes
from portal.models.base import db
from portal.models.consortia import MatchingRun


def a_brief(partnership, wards, **changes):
    """A brief for two themes in every ward."""
    cells = tuple(CellWish(t, w.area.code, 1.0) for t in ("play", "arts") for w in wards)
    return service.create_brief(partnership, BriefWishes("After school", cells, **changes))


def a_finished_run(partnership, wards, **changes):
    """A run for a brief, carried out."""
    run = service.start_brief_run(a_brief(partnership, wards, **changes))
    return carried_out(run)


def a_finished_grouping(partnership, **changes):
    """An open grouping, carried out."""
    return carried_out(service.start_grouping(partnership, GroupingWishes("Everybody", **changes)))


def carried_out(run):
    """Carry a run out in this process, as the worker would."""
    db.session.commit()
    tasks.carry_out(run.id)
    db.session.expire_all()
    return db.session.get_one(MatchingRun, run.id)
