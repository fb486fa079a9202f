"""Briefs and matching runs: asking for them, finding them, stopping them."""

from typing import Any

import sqlalchemy as sa

from matching import Brief as BriefRequest
from matching import Grouping, MatchingError
from portal.audit.service import record
from portal.consortia.inputs import gather, instance_of
from portal.consortia.naming import keep_present
from portal.consortia.wishes import BriefWishes, GroupingWishes
from portal.errors import NotThere, Refused
from portal.jobs import leases
from portal.jobs.queue import ring
from portal.models.base import db
from portal.models.consortia import Brief, MatchingRun, Study
from portal.models.partnerships import Partnership
from portal.models.people import Person

SEED = 1
# How long to search: beyond this, twice the time has changed nothing on a hundred organisations.
# What is brought up to date begins from groups that were searched for long enough already.
EFFORT = {"brief": 8, "grouping": 8, "revision": 2}
OPEN = ("queued", "running")
NEWEST = 50
# Exclusions are shown nowhere, so that these words are true whether one was said since or not.
UNCHANGED = (
    "Nothing that these groups are shown to rest on has changed since this search, "
    "so nothing was started."
)


def create_brief(
    partnership: Partnership, wishes: BriefWishes, person_id: int | None = None
) -> Brief:
    """Write down an opportunity."""
    wishes.check()
    brief = Brief(
        partnership=partnership, name=wishes.name, request=wishes.plain(), person_id=person_id
    )
    db.session.add(brief)
    db.session.flush()
    note("wrote a brief", f"brief:{brief.id}", partnership, person_id)
    return brief


def change_brief(brief: Brief, wishes: BriefWishes, person_id: int | None = None) -> None:
    """Change what a brief says; runs made before keep what they were asked."""
    wishes.check()
    brief.name, brief.request = wishes.name, wishes.plain()
    note("changed a brief", f"brief:{brief.id}", brief.partnership, person_id)


def list_briefs(partnership: Partnership) -> list[Brief]:
    """List a partnership's briefs, newest first."""
    query = sa.select(Brief).filter_by(partnership_id=partnership.id).order_by(Brief.id.desc())
    return list(db.session.scalars(query))


def get_brief(partnership: Partnership, brief_id: int) -> Brief:
    """Find one brief of a partnership."""
    brief = db.session.scalar(
        sa.select(Brief).filter_by(partnership_id=partnership.id, id=brief_id)
    )
    if brief is None:
        raise NotThere()
    return brief


def start_brief_run(
    brief: Brief, person_id: int | None = None, *, seed: int = SEED, effort: int | None = None
) -> MatchingRun:
    """Freeze what is known now and ask the worker for groups that could meet a brief."""
    wishes = BriefWishes.from_plain(brief.request)
    return start(
        brief.partnership,
        kind="brief",
        brief_id=brief.id,
        wishes=wishes,
        person_id=person_id,
        seed=seed,
        effort=effort,
    )


def start_grouping(
    partnership: Partnership,
    wishes: GroupingWishes,
    person_id: int | None = None,
    *,
    seed: int = SEED,
    effort: int | None = None,
    revises: MatchingRun | None = None,
) -> MatchingRun:
    """Freeze what is known now and ask the worker to put everyone into groups.

    Where it `revises` an earlier grouping it begins from that one's groups.
    """
    wishes.check()
    return start(
        partnership,
        kind="grouping",
        brief_id=None,
        wishes=wishes,
        person_id=person_id,
        seed=seed,
        effort=effort,
        revises=revises,
    )


def start(
    partnership: Partnership,
    *,
    wishes: BriefWishes | GroupingWishes,
    effort: int | None,
    revises: MatchingRun | None = None,
    **columns: Any,
) -> MatchingRun:
    """Add a run with frozen inputs and ring the worker's bell for it."""
    refuse_twice(partnership, columns["kind"], columns["brief_id"])
    inputs = gather(partnership)
    if revises is not None and inputs.fingerprint == revises.fingerprint:
        raise Refused(UNCHANGED)
    usual = EFFORT["revision" if revises is not None else columns["kind"]]
    request = keep_present(wishes.request(columns["kind"]), inputs.frozen)
    check_request(columns["kind"], request, inputs.frozen)
    run = MatchingRun(
        partnership=partnership,
        name=wishes.name,
        preset=wishes.preset,
        request=request,
        inputs=inputs.frozen,
        fingerprint=inputs.fingerprint,
        organisations=inputs.organisations,
        answered=inputs.answered,
        effort=usual if effort is None else effort,
        revises_id=None if revises is None else revises.id,
        **columns,
    )
    db.session.add(run)
    db.session.flush()
    note("started a matching run", f"run:{run.id}", partnership, columns["person_id"])
    ring("matching.run", run.id)
    return run


def refuse_twice(partnership: Partnership, kind: str, brief_id: int | None) -> None:
    """Refuse to start what is being worked on already; two clicks at once wait for each other.

    A search that only a comparison asked for is in nobody's way.
    """
    db.session.execute(sa.select(Partnership.id).filter_by(id=partnership.id).with_for_update())
    compared = sa.select(Study.id).where(
        sa.or_(Study.run_id == MatchingRun.id, Study.other_id == MatchingRun.id),
        Study.kind == "comparison",
    )
    at_work = sa.select(MatchingRun.id).where(
        MatchingRun.partnership_id == partnership.id,
        MatchingRun.kind == kind,
        MatchingRun.brief_id == brief_id if brief_id else MatchingRun.brief_id.is_(None),
        MatchingRun.state.in_(OPEN),
        ~compared.exists(),
    )
    if db.session.scalar(at_work) is not None:
        raise Refused("This is being worked on already. Wait for it, or stop it first.")


def check_request(kind: str, request: dict[str, Any], frozen: dict[str, Any]) -> None:
    """Refuse at once what the engine would refuse later."""
    if len(frozen["tables"]["organisations"]) < 2:
        raise Refused(
            "There are fewer than two organisations in this partnership. Add or invite some first."
        )
    try:
        read_request(kind, request).check(instance_of(frozen))
    except MatchingError as error:
        raise Refused(f"The search cannot begin: {error}") from error


def read_request(kind: str, request: dict[str, Any]) -> BriefRequest | Grouping:
    """Read a kept request as the engine's."""
    return (BriefRequest if kind == "brief" else Grouping).from_json(request)


def get_run(partnership: Partnership, run_id: int) -> MatchingRun:
    """Find one run of a partnership."""
    run = db.session.scalar(
        sa.select(MatchingRun).filter_by(partnership_id=partnership.id, id=run_id)
    )
    if run is None:
        raise NotThere()
    return run


def list_runs(
    partnership: Partnership, kind: str | None = None, brief: Brief | None = None
) -> list[MatchingRun]:
    """List a partnership's latest runs, newest first, without their outcomes."""
    query = (
        sa.select(MatchingRun)
        .filter_by(partnership_id=partnership.id)
        .options(sa.orm.defer(MatchingRun.picture))
        .order_by(MatchingRun.id.desc())
        .limit(NEWEST)
    )
    if kind is not None:
        query = query.filter_by(kind=kind)
    if brief is not None:
        query = query.filter_by(brief_id=brief.id)
    return list(db.session.scalars(query))


def list_latest(partnership: Partnership) -> dict[int, MatchingRun]:
    """Give the latest run of each brief, by the brief's number."""
    newest = (
        sa.select(sa.func.max(MatchingRun.id))
        .where(MatchingRun.partnership_id == partnership.id, MatchingRun.brief_id.is_not(None))
        .group_by(MatchingRun.brief_id)
    )
    query = sa.select(MatchingRun).where(MatchingRun.id.in_(newest))
    slim = query.options(sa.orm.defer(MatchingRun.picture), sa.orm.defer(MatchingRun.outcome))
    return {run.brief_id: run for run in db.session.scalars(slim) if run.brief_id}


def name_starter(run: MatchingRun) -> str:
    """Name who started a run, where that is known."""
    person = db.session.get(Person, run.person_id) if run.person_id else None
    return person.name or "somebody without a name" if person else ""


def start_again(run: MatchingRun, person_id: int | None = None) -> MatchingRun:
    """Ask the same once more, of what is known now."""
    if run.brief is not None:
        return start_brief_run(run.brief, person_id)
    return start_grouping(
        run.partnership, GroupingWishes.from_request(run.request, run.preset), person_id
    )


def list_with_groups(partnership: Partnership) -> list[MatchingRun]:
    """List the runs that ended with an outcome, newest first, without the outcomes."""
    query = (
        sa.select(MatchingRun)
        .filter_by(partnership_id=partnership.id)
        .where(MatchingRun.picture.is_not(None), MatchingRun.finished_at.is_not(None))
        .options(sa.orm.defer(MatchingRun.picture), sa.orm.defer(MatchingRun.outcome))
        .order_by(MatchingRun.id.desc())
        .limit(NEWEST)
    )
    return list(db.session.scalars(query))


def ask_to_cancel(run: MatchingRun, person_id: int | None = None) -> None:
    """Stop a run, and write down who did."""
    leases.ask_to_stop(run)
    note("stopped a matching run", f"run:{run.id}", run.partnership, person_id)


def note(action: str, subject: str, partnership: Partnership, person_id: int | None) -> None:
    """Add an act to the partnership's trail."""
    record(action, subject, person_id=person_id, partnership_id=partnership.id)
