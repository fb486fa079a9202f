"""Takes a remedy up: a new brief with one change, and a search for it."""

from portal.consortia.directory import open_directory
from portal.consortia.remedies import read_blocked
from portal.consortia.service import OPEN, create_brief, list_briefs, list_runs, start_brief_run
from portal.consortia.wishes import BriefWishes
from portal.errors import NotThere
from portal.models.consortia import Brief, MatchingRun
from portal.models.partnerships import Partnership


def take_up(run: MatchingRun, field: str, person_id: int | None = None) -> MatchingRun:
    """Write the brief that a remedy makes, or find it again, and give a search for it.

    Pressing the button twice makes one brief; a search that is under way is watched, not doubled.
    """
    blocked = read_blocked(run, open_directory(run.partnership))
    remedy = blocked.remedy(field) if blocked else None
    if remedy is None or remedy.wishes is None:
        raise NotThere()
    brief = find_same(run.partnership, remedy.wishes)
    if brief is None:
        brief = create_brief(run.partnership, remedy.wishes, person_id)
    at_work = (one for one in list_runs(run.partnership, brief=brief) if one.state in OPEN)
    return next(at_work, None) or start_brief_run(brief, person_id)


def find_same(partnership: Partnership, wishes: BriefWishes) -> Brief | None:
    """Find a brief that says just this already."""
    return next(
        (
            brief
            for brief in list_briefs(partnership)
            if BriefWishes.from_plain(brief.request) == wishes
        ),
        None,
    )
