"""The job behind studies: how firm groups are, and two groupings side by side."""

from dataclasses import dataclass
from typing import Any

from flask import current_app

from matching import Grouping, MatchingError, Outcome, Progress, compare_groupings, firmness
from portal.consortia.inputs import instance_of, open_instance
from portal.consortia.service import OPEN
from portal.consortia.studies import FIRMNESS
from portal.jobs.carrying import Failures, carry
from portal.jobs.heartbeat import Heartbeat
from portal.jobs.leases import Word, finish, hand_back
from portal.jobs.queue import job
from portal.models.base import db
from portal.models.consortia import MatchingRun, Study

FAILURES = Failures(
    too_often="This was begun several times and broke off each time, so it was given up. "
    "Perhaps this computer has too little memory for so many organisations.",
    fault="This broke off because of a fault in Patchwork. Its log says more.",
)
NOT_THERE = "One of the two searches did not come to its end, so there is nothing to compare yet."
Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """What is read of a run, once, so that no transaction stays open."""

    state: str
    frozen: dict[str, Any]
    outcome: dict[str, Any] | None

    @property
    def ready(self) -> bool:
        """Whether the search has come to its end."""
        return self.state == "finished" and self.outcome is not None


@dataclass(frozen=True, slots=True)
class Work:
    """What a study needs."""

    study_id: int
    kind: str
    attempts: int
    sides: tuple[Side, ...]


@job("matching.study")
def carry_out_study(study_id: int) -> None:
    """Carry a study out, if no other worker is at it, and store what came of it."""
    carry(Study, study_id, read_work, pursue, MatchingError, FAILURES)


def read_work(study_id: int) -> Work:
    """Read a study and the runs that it is about, and end the transaction."""
    study = db.session.get_one(Study, study_id)
    runs = [study.run, *([study.other] if study.other else [])]
    work = Work(study_id, study.kind, study.attempts, tuple(map(read_side, runs)))
    db.session.rollback()
    return work


def read_side(run: MatchingRun) -> Side:
    """Read what a study needs of a run."""
    return Side(run.state, run.inputs, run.outcome)


def pursue(work: Work) -> None:
    """Work a study out and store it, unless it must wait for a search or the row was lost."""
    if any(side.state in OPEN for side in work.sides):
        # Another worker is at that search, or it waits for its bell: the sweep rings again.
        hand_back(Study, work.study_id)
        return
    if not all(side.ready for side in work.sides):
        finish(Study, work.study_id, "failed", failure=NOT_THERE)
        return
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with Heartbeat(app, Study, work.study_id) as heart:
        answer = (how_firm if work.kind == FIRMNESS else compare)(work, heart)
    if heart.goes_on:
        finish(Study, work.study_id, "finished", result=answer)
    elif heart.word is Word.CANCEL:
        # What was found until then counts, if anything was.
        finish(Study, work.study_id, "cancelled", **({"result": answer} if answer else {}))
    else:
        hand_back(Study, work.study_id)


def how_firm(work: Work, heart: Heartbeat) -> Result | None:
    """Search again from elsewhere, and count who comes together again."""

    def watch(progress: Progress) -> bool:
        share = progress.done / progress.total if progress.total else 0.0
        return heart.tell(share, progress.phase)

    side = work.sides[0]
    outcome = Outcome.from_json(side.outcome or {})
    if not isinstance(outcome.request, Grouping):
        return None
    found = firmness(instance_of(side.frozen), outcome.request, outcome, watch=watch)
    return found.to_json() if found.runs else None


def compare(work: Work, heart: Heartbeat) -> Result:
    """Set two groupings side by side, from everything but exclusions.

    Neither scores nor pairs rest on exclusions. Left out, a grouping from before one was said can
    be compared with one from after, and nobody can read from a refusal that one was.
    """
    heart.tell(0.1, "Setting the two side by side")
    first, second = work.sides
    instance = open_instance(first.frozen)
    one, other = (
        outcome_over(side.outcome or {}, instance.fingerprint) for side in (first, second)
    )
    return compare_groupings(instance, one, other).to_json()


def outcome_over(plain: dict[str, Any], fingerprint: str) -> Outcome:
    """Read an outcome as one over the inputs without exclusions."""
    provenance = plain["provenance"] | {"input_fingerprint": fingerprint}
    return Outcome.from_json(plain | {"provenance": provenance})
