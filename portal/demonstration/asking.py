"""Asks the demonstration's questions: two briefs, one that cannot be met, and one of everybody.

What goes on from the grouping of everybody is asked for and left to the worker, so that the pages
open at once; it is there some seconds later.
"""

from collections.abc import Sequence

from portal.consortia.service import (
    create_brief,
    list_briefs,
    list_runs,
    start_brief_run,
    start_grouping,
)
from portal.consortia.studies import (
    FIRMNESS,
    Side,
    ask_for_comparison,
    ask_for_firmness,
    get_latest,
)
from portal.consortia.tasks import carry_out
from portal.consortia.wishes import BriefWishes, CellWish, GroupingWishes
from portal.models.base import db
from portal.models.partnerships import Partnership
from portal.partnerships.service import list_areas

BRIEF = "After-school play and youth work in the north of the city"
BLOCKED = "Holiday programme across the city, in one contract"
GROUPING = "Everybody, in groups that could deliver together"
WARDS = ("Harpurhey", "Moston", "Higher Blackley", "Charlestown")
CITY_WARDS = ("Harpurhey", "Ardwick", "Gorton & Abbey Hey", "Moss Side", "Baguley")
WANTED = ("open-access-play", "youth-clubs", "being-active", "wellbeing")


def ask_for_groups(partnership: Partnership) -> bool:
    """Write the briefs, start all runs and carry them out; False where that was done before."""
    if not list_briefs(partnership):
        start_runs(partnership)
        db.session.commit()
    own = [run for run in list_runs(partnership) if run.name in (BRIEF, BLOCKED, GROUPING)]
    waiting = [run.id for run in own if run.state == "queued"]
    for number in reversed(waiting):
        carry_out(number)
    return ask_for_studies(partnership) or bool(waiting)


def ask_for_studies(partnership: Partnership) -> bool:
    """Ask how firm the groups of everybody are, and what another basis would change, once."""
    done = [run for run in list_runs(partnership, "grouping") if run.state == "finished"]
    everybody = next((run for run in reversed(done) if run.name == GROUPING), None)
    if everybody is None or get_latest(everybody, FIRMNESS) is not None:
        return False
    ask_for_firmness(everybody)
    ask_for_comparison(everybody, Side("By place"), Side("By theme"))
    db.session.commit()
    return True


def start_runs(partnership: Partnership) -> None:
    """Write the briefs and start one run of each, and one of everybody."""
    blocked = BriefWishes(
        name=BLOCKED,
        cells=cells_in(partnership, CITY_WARDS),
        days=30,
        contract_value=600_000,
        small=4,
    )
    start_brief_run(create_brief(partnership, blocked))
    wishes = BriefWishes(
        name=BRIEF, cells=cells_in(partnership, WARDS), days=6, contract_value=150_000, small=1
    )
    start_brief_run(create_brief(partnership, wishes))
    start_grouping(partnership, GroupingWishes(name=GROUPING, lead="required"))


def cells_in(partnership: Partnership, wards: Sequence[str]) -> tuple[CellWish, ...]:
    """Want each of the demonstration's themes once in each of some wards."""
    codes = [area.area.code for area in list_areas(partnership) if area.area.name in wards]
    return tuple(CellWish(theme, code, 1.0) for theme in WANTED for code in codes)
