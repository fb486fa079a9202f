"""Runs that are carried out at once, for tests of pages and files."""

from portal.consortia import service, studies, study_tasks, tasks
from portal.consortia.wishes import BriefWishes, CellWish, GroupingWishes
from portal.models.base import db
from portal.models.consortia import MatchingRun, Study


def a_brief(partnership, wards, **changes):
    """A brief for two themes in every ward."""
    cells = tuple(CellWish(t, w.area.code, 1.0) for t in ("play", "arts") for w in wards)
    return service.create_brief(partnership, BriefWishes("After school", cells, **changes))


def a_finished_run(partnership, wards, **changes):
    """A run for a brief, carried out."""
    run = service.start_brief_run(a_brief(partnership, wards, **changes))
    return carried_out(run)


def a_blocked_run(partnership, wards, **changes):
    """A run for a brief that no group can meet: nobody can hold such a contract."""
    return a_finished_run(partnership, wards, contract_value=600_000.0, **changes)


def a_finished_grouping(partnership, **changes):
    """An open grouping, carried out."""
    return carried_out(service.start_grouping(partnership, GroupingWishes("Everybody", **changes)))


def a_firmness(run):
    """How firm the groups of a finished grouping are, worked out."""
    return worked_out(studies.ask_for_firmness(run))


def a_comparison(run, first, second):
    """Two presets over the data of a finished grouping, searched for and set side by side."""
    study = studies.ask_for_comparison(run, studies.Side(first), studies.Side(second))
    number, sides = study.id, (study.run_id, study.other_id)
    db.session.commit()
    for side in sides:
        tasks.carry_out(side)
    return worked_out(db.session.get_one(Study, number))


def worked_out(study):
    """Work a study out in this process, as the worker would."""
    number = study.id
    db.session.commit()
    study_tasks.carry_out_study(number)
    db.session.expire_all()
    return db.session.get_one(Study, number)


def at_work(finished, **figures):
    """Put a finished run back to where its first answer is being proven."""
    groups = [
        group | {"proof": {"status": "heuristic", "bound": None, "gap": None}}
        for group in finished.outcome["consortia"]
    ]
    finished.outcome = finished.outcome | {"consortia": groups}
    finished.state, finished.finished_at, finished.advice = "running", None, None
    finished.phase, finished.progress = "Proving group 1 of 5", 0.02
    for name, value in figures.items():
        setattr(finished, name, value)
    db.session.commit()
    return finished


def carried_out(run):
    """Carry a run out in this process, as the worker would."""
    db.session.commit()
    tasks.carry_out(run.id)
    db.session.expire_all()
    return db.session.get_one(MatchingRun, run.id)
