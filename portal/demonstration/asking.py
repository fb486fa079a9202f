"""Asks the demonstration's two questions: one brief, and one grouping of everybody."""

from portal.consortia.service import (
    create_brief,
    list_briefs,
    list_runs,
    start_brief_run,
    start_grouping,
)
from portal.consortia.tasks import carry_out
from portal.consortia.wishes import BriefWishes, CellWish, GroupingWishes
from portal.models.base import db
from portal.models.partnerships import Partnership
from portal.partnerships.service import list_areas

BRIEF = "After-school play and youth work in the north of the city"
GROUPING = "Everybody, in groups that could deliver together"
WARDS = ("Harpurhey", "Moston", "Higher Blackley", "Charlestown")
WANTED = ("open-access-play", "youth-clubs", "being-active", "wellbeing")


def ask_for_groups(partnership: Partnership) -> bool:
    """Write the brief, start both runs and carry them out; False where that was done before."""
    if not list_briefs(partnership):
        start_runs(partnership)
        db.session.commit()
    waiting = [run.id for run in list_runs(partnership) if run.state == "queued"]
    for number in reversed(waiting):
        carry_out(number)
    return bool(waiting)


def start_runs(partnership: Partnership) -> None:
    """Write the brief and start one run of it, and one of everybody."""
    codes = [a.area.code for a in list_areas(partnership) if a.area.name in WARDS]
    cells = tuple(CellWish(theme, code, 1.0) for theme in WANTED for code in codes)
    wishes = BriefWishes(
        name=BRIEF, cells=cells, smallest=3, largest=6, days=6, contract_value=150_000, small=1
    )
    start_brief_run(create_brief(partnership, wishes))
    start_grouping(partnership, GroupingWishes(name=GROUPING, lead="required"))
