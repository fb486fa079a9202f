"""Studies: what is worked out of finished groupings afterwards, asked for, found and stopped."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from matching import PRESETS
from portal.consortia.endings import get_grouping
from portal.consortia.service import EFFORT, OPEN, ask_to_cancel, note
from portal.consortia.wishes import LONGEST_NAME, weights_of
from portal.errors import NotThere, Refused
from portal.jobs import leases
from portal.jobs.queue import ring
from portal.models.base import db
from portal.models.consortia import MatchingRun, Study
from portal.models.partnerships import Partnership

FIRMNESS, COMPARISON = "firmness", "comparison"


@dataclass(frozen=True, slots=True)
class Side:
    """What somebody wants to compare: a preset, or a grouping that there is already."""

    preset: str = ""
    run_id: int = 0


def ask_for_firmness(run: MatchingRun, person_id: int | None = None) -> Study:
    """Ask the worker how firm the groups of a finished grouping are."""
    refuse_unfinished(run)
    lock(run)
    latest = get_latest(run, FIRMNESS)
    if latest is not None and latest.state in (*OPEN, "finished"):
        return latest
    return add(run, None, FIRMNESS, person_id)


def ask_for_comparison(
    run: MatchingRun, first: Side, second: Side, person_id: int | None = None
) -> Study:
    """Ask the worker to set two groupings over the data of a run side by side.

    A preset that nobody has grouped by yet over this data is searched for first.
    """
    refuse_unfinished(run)
    if first == second:
        raise Refused("Choose two different ones", field="second")
    lock(run)
    one, other = (find_side(run, side, person_id) for side in (first, second))
    if one.id == other.id:
        raise Refused("These two are the same grouping: choose another", field="second")
    latest = find_comparison(run.partnership, one.id, other.id)
    if latest is not None and latest.state in (*OPEN, "finished"):
        return latest
    return add(one, other, COMPARISON, person_id)


def refuse_unfinished(run: MatchingRun) -> None:
    """Refuse to go on from a search that did not come to its end."""
    if run.kind != "grouping" or run.state != "finished":
        raise Refused("This search did not come to its end. Look again first.")


def lock(run: MatchingRun) -> None:
    """Let two clicks at once wait for each other."""
    db.session.execute(sa.select(Partnership.id).filter_by(id=run.partnership_id).with_for_update())


def add(run: MatchingRun, other: MatchingRun | None, kind: str, person_id: int | None) -> Study:
    """Add a study and ring the worker's bell for it."""
    study = Study(run=run, other=other, kind=kind, person_id=person_id)
    db.session.add(study)
    db.session.flush()
    note(f"asked for a {kind}", f"run:{run.id}", run.partnership, person_id)
    ring("matching.study", study.id)
    return study


def find_side(run: MatchingRun, side: Side, person_id: int | None) -> MatchingRun:
    """Find one side of a comparison, or start the search for it over the same frozen inputs."""
    if side.run_id:
        found = get_grouping(run.partnership, side.run_id)
        if found.state != "finished" or found.fingerprint != run.fingerprint:
            raise NotThere()
        return found
    if side.preset not in PRESETS:
        raise Refused("Choose what to compare", field="first")
    known = find_same(run, side.preset)
    return known or start_side(run, side.preset, person_id)


def find_same(run: MatchingRun, preset: str) -> MatchingRun | None:
    """Find a grouping of the same data that differs from a run in the preset only, newest first."""
    wanted = asked_without_name(run.request | {"weights": weights_of(preset)})
    same = [
        one
        for one in [run, *list_over_same_data(run)]
        if one.state in (*OPEN, "finished")
        and (one.preset, one.seed) == (preset, run.seed)
        and asked_without_name(one.request) == wanted
    ]
    return next((one for one in same if one.state == "finished"), next(iter(same), None))


def asked_without_name(request: dict[str, Any]) -> dict[str, Any]:
    """Give what a grouping was asked, whatever it is called."""
    return {key: value for key, value in request.items() if key not in {"id", "name"}}


def list_over_same_data(run: MatchingRun) -> list[MatchingRun]:
    """List the other groupings of what was known when a run began, newest first.

    By the fingerprint that is shown, which exclusions do not change: nobody can read from the list
    that one was said in between.
    """
    query = (
        sa.select(MatchingRun)
        .filter_by(partnership_id=run.partnership_id, kind="grouping", fingerprint=run.fingerprint)
        .where(MatchingRun.id != run.id)
        .options(sa.orm.defer(MatchingRun.picture), sa.orm.defer(MatchingRun.outcome))
        .order_by(MatchingRun.id.desc())
    )
    return list(db.session.scalars(query))


def start_side(run: MatchingRun, preset: str, person_id: int | None) -> MatchingRun:
    """Start the same search with another preset, over the inputs that the run has frozen."""
    name = named_after(run.name, preset)
    side = MatchingRun(
        partnership=run.partnership,
        kind=run.kind,
        name=name,
        preset=preset,
        request=run.request | {"name": name, "weights": weights_of(preset)},
        inputs=run.inputs,
        fingerprint=run.fingerprint,
        organisations=run.organisations,
        answered=run.answered,
        seed=run.seed,
        # One that was brought up to date was itself searched for a shorter time.
        effort=run.effort if run.revises_id is None else EFFORT["grouping"],
        person_id=person_id,
    )
    db.session.add(side)
    db.session.flush()
    note("started a matching run", f"run:{side.id}", run.partnership, person_id)
    ring("matching.run", side.id)
    return side


def named_after(name: str, preset: str) -> str:
    """Call a grouping after the one that it is compared with."""
    for other in PRESETS:
        name = name.removesuffix(f" ({other})")
    ending = f" ({preset})"
    room = LONGEST_NAME - len(ending)
    return (name if len(name) <= room else f"{name[: room - 1]}…") + ending


def get_latest(run: MatchingRun, kind: str) -> Study | None:
    """Find the latest study of one kind about a run."""
    query = sa.select(Study).filter_by(run_id=run.id, kind=kind).order_by(Study.id.desc())
    return db.session.scalar(query.limit(1))


def get_comparison(partnership: Partnership, first_id: int, second_id: int) -> Study:
    """Give the latest comparison of two groupings of a partnership."""
    found = find_comparison(partnership, first_id, second_id)
    if found is None:
        raise NotThere()
    return found


def find_comparison(partnership: Partnership, first_id: int, second_id: int) -> Study | None:
    """Find the latest comparison of two groupings of a partnership."""
    query = (
        sa.select(Study)
        .join(MatchingRun, Study.run_id == MatchingRun.id)
        .where(
            MatchingRun.partnership_id == partnership.id,
            Study.kind == COMPARISON,
            Study.run_id == first_id,
            Study.other_id == second_id,
        )
        .order_by(Study.id.desc())
    )
    return db.session.scalar(query.limit(1))


def list_comparisons(run: MatchingRun) -> list[Study]:
    """List the latest comparison of each two groupings over the data of a run, newest first."""
    query = (
        sa.select(Study)
        .join(MatchingRun, Study.run_id == MatchingRun.id)
        .where(
            MatchingRun.partnership_id == run.partnership_id,
            MatchingRun.fingerprint == run.fingerprint,
            Study.kind == COMPARISON,
        )
        .order_by(Study.id.desc())
    )
    latest: dict[tuple[int, int | None], Study] = {}
    for study in db.session.scalars(query):
        latest.setdefault((study.run_id, study.other_id), study)
    return list(latest.values())


def ask_to_stop(study: Study, person_id: int | None = None) -> None:
    """Stop a study, and the searches that it waits for."""
    for run in (study.run, study.other):
        if run is not None and run.state in OPEN:
            ask_to_cancel(run, person_id)
    leases.ask_to_stop(study)
    note(f"stopped a {study.kind}", f"run:{study.run_id}", study.run.partnership, person_id)
