"""The jobs behind matching runs: carry one out, and sweep up what was left lying."""

from dataclasses import dataclass
from typing import Any

import structlog
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from matching import (
    Brief,
    MatchingError,
    Outcome,
    Progress,
    suggest_for_brief,
    suggest_groups,
)
from portal.consortia.advice import advise
from portal.consortia.findings import work_out
from portal.consortia.hands import hands_for
from portal.consortia.inputs import instance_of
from portal.consortia.introductions import introduce
from portal.consortia.service import read_request
from portal.consortia.turnover import Before, revise, turnover_of
from portal.jobs.carrying import Failures, carry
from portal.jobs.heartbeat import Heartbeat
from portal.jobs.leases import (
    Word,
    finish,
    hand_back,
    list_abandoned,
    stopping,
    store,
)
from portal.jobs.queue import bell, job
from portal.mail.delivery import send_waiting
from portal.models.base import db
from portal.models.consortia import MatchingRun, Study
from portal.surveys.looking import look_at_waiting

SEARCH_SHARE = 0.9
FAILURES = Failures(
    too_often="The search was begun several times and broke off each time, so it was given up. "
    "Perhaps this computer has too little memory for so many organisations.",
    fault="The search broke off because of a fault in Patchwork. Its log says more.",
)
# The tables whose rows the worker carries out, with the job of each.
LEASED = ((MatchingRun, "matching.run"), (Study, "matching.study"))
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Work:
    """What a search needs, read from the row once, so that no transaction stays open."""

    run_id: int
    kind: str
    request: dict[str, Any]
    frozen: dict[str, Any]
    seed: int
    effort: int
    attempts: int
    before: Before | None = None


@job("matching.run")
def carry_out(run_id: int) -> None:
    """Carry a run out, if no other worker is at it, and store what came of it."""
    carry(MatchingRun, run_id, read_work, pursue, MatchingError, FAILURES)


def read_work(run_id: int) -> Work:
    """Read a run and end the transaction: a search may take minutes, and others want to write."""
    run = db.session.get_one(MatchingRun, run_id)
    work = Work(
        run_id,
        run.kind,
        run.request,
        run.inputs,
        run.seed,
        run.effort,
        run.attempts,
        read_before(run),
    )
    db.session.rollback()
    return work


def read_before(run: MatchingRun) -> Before | None:
    """Read the finished grouping that a run begins from; it stays as it is."""
    if run.revises_id is None:
        return None
    earlier = db.session.get_one(MatchingRun, run.revises_id)
    return Before(earlier.inputs, earlier.outcome or {})


def pursue(work: Work) -> None:
    """Search, work out the reasons, and store all of it, unless the row was lost meanwhile."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with Heartbeat(app, MatchingRun, work.run_id) as heart:
        outcome = search(work, heart)
        broken_off = outcome.provenance.stopped == "cancelled"
        wanted = heart.word is Word.CANCEL if broken_off else heart.word is not Word.LOST
        results = conclude(work, outcome, heart) if wanted else None
    if results is None:
        # This process ends, or another one has the row: hand back what is still ours.
        hand_back(MatchingRun, work.run_id)
        return
    state = "cancelled" if broken_off else "finished"
    finish(MatchingRun, work.run_id, state, **results)


def search(work: Work, heart: Heartbeat) -> Outcome:
    """Ask the engine; the heartbeat watches, and a first answer to a brief is shown at once."""

    def watch(progress: Progress) -> bool:
        share = progress.done / progress.total if progress.total else 0.0
        figures = {"best": progress.best, "bound": progress.bound}
        return heart.tell(SEARCH_SHARE * share, progress.phase, **figures)

    def first(outcome: Outcome) -> None:
        show_first(work, outcome, heart)

    instance = instance_of(work.frozen)
    request = read_request(work.kind, work.request)
    options: dict[str, Any] = {"seed": work.seed, "effort": work.effort, "watch": watch}
    if isinstance(request, Brief):
        return suggest_for_brief(instance, request, first=first, **options)
    with hands_for(instance) as hands:
        if work.before is not None:
            return revise(instance, request, work.before, **options, **hands)
        return suggest_groups(instance, request, **options, **hands)


def show_first(work: Work, outcome: Outcome, heart: Heartbeat) -> None:
    """Store the first answer while it is being proven; the row stays at work.

    Should this worker die, the next one begins anew and comes to the same end.
    """
    if not heart.goes_on:
        return
    heart.tell(0.0, "Writing down a first answer")
    picture = work_out(work.frozen, outcome, lambda *_: True, first=True)
    try:
        store(MatchingRun, work.run_id, outcome=outcome.to_json(), picture=picture)
    except SQLAlchemyError as error:
        db.session.rollback()
        log.warning("first answer not shown", number=work.run_id, reason=type(error).__name__)


def conclude(work: Work, outcome: Outcome, heart: Heartbeat) -> dict[str, Any]:
    """Work out everything that is stored with a run at its end."""
    first = outcome.consortia[0] if work.kind == "brief" and outcome.consortia else None
    results: dict[str, Any] = {
        "outcome": outcome.to_json(),
        "picture": work_out(work.frozen, outcome, heart.tell),
        "effort": outcome.provenance.effort,
        "best": first.quality if first else None,
        "bound": first.proof.bound if first else None,
    }
    if work.before is not None:
        results["picture"]["since"] = turnover_of(work.before.outcome, results["outcome"])
    if work.kind == "grouping":
        heart.tell(0.97, "Looking who should meet whom")
        lists = introduce(work.frozen, outcome, current_app.config["SECRET_KEY"])
        return results if lists is None else results | {"meetings": lists}
    advice = advise(work.frozen, outcome, heart.tell)
    return results if advice is None else results | {"advice": advice}


@job("sweep")
def sweep() -> None:
    """Ring again for rows that nobody is at, send e-mails whose time has come, look at files.

    E-mails and files are seen to here, whoever rings: the one worker may be busy for minutes.
    """
    abandoned = [(name, number) for table, name in LEASED for number in list_abandoned(table)]
    db.session.rollback()
    if abandoned and bell.is_quiet():
        for name, number in abandoned:
            bell.send(name, number)
    if not stopping.is_set():
        send_waiting()
        look_at_waiting()
