"""Real worker processes on SQLite: killed, stopped, two at once; each run comes out the same."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from matching import generate_instance, write_folder
from portal.app import create_app
from portal.config import ROOT, Settings
from portal.consortia import service
from portal.consortia.inputs import list_present
from portal.consortia.revising import bring_up_to_date
from portal.consortia.studies import FIRMNESS
from portal.consortia.wishes import GroupingWishes
from portal.mail.service import queue_email
from portal.models.base import db
from portal.models.consortia import MatchingRun, Study
from portal.organisations.fields import FIELDS
from portal.organisations.service import leave
from tests.portal.consortia.factories import a_town, knows

pytestmark = pytest.mark.walk
PATIENCE = 240


class Workers:
    """Worker processes of one installation, and what has become of its runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        settings = Settings(instance=folder, secret_key="test " * 10)
        self.app: Flask = create_app(settings, TESTING=True)
        self.processes: list[subprocess.Popen[bytes]] = []
        with self.app.app_context():
            db.create_all()

    def start(self) -> subprocess.Popen[bytes]:
        """Start one worker."""
        env = {
            **os.environ,
            "PATCHWORK_INSTANCE": str(self.folder),
            "PATCHWORK_SECRET_KEY": "test " * 10,
        }
        log = (self.folder / f"worker-{len(self.processes)}.log").open("wb")
        command = [sys.executable, "-m", "portal.worker"]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        log.close()
        self.processes.append(process)
        return process

    def end(self) -> None:
        """End what is left."""
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()

    def a_run(self, organisations: int = 40, effort: int = 90) -> int:
        """Start an open grouping that takes a while."""
        with self.app.app_context():
            partnership, _, _ = a_town(organisations, slug=f"town{time.monotonic_ns()}")
            wishes = GroupingWishes("Everybody", largest=8)
            number = service.start_grouping(partnership, wishes, effort=effort).id
            db.session.commit()
            return number

    def a_brief_run(self) -> int:
        """Start a search for a brief that takes some seconds to prove."""
        frozen, request = a_hard_brief(self.folder / "town")
        with self.app.app_context():
            partnership, _, _ = a_town(3, slug=f"town{time.monotonic_ns()}")
            run = MatchingRun(
                partnership=partnership,
                kind="brief",
                name="After school",
                request=request,
                inputs=frozen,
                fingerprint="",
                organisations=300,
                answered=300,
                effort=service.EFFORT["brief"],
            )
            db.session.add(run)
            db.session.flush()
            service.ring("matching.run", run.id)
            db.session.commit()
            return run.id

    def same_again(self, number: int) -> int:
        """Start a run with the very inputs of another."""
        with self.app.app_context():
            old = db.session.get_one(MatchingRun, number)
            kept = {c.key: getattr(old, c.key) for c in sa.inspect(MatchingRun).column_attrs}
            names = ("partnership_id", "kind", "name", "preset", "request", "inputs")
            names += ("fingerprint", "organisations", "answered", "seed", "effort", "revises_id")
            new = MatchingRun(**{name: kept[name] for name in names})
            db.session.add(new)
            db.session.flush()
            service.ring("matching.run", new.id)
            db.session.commit()
            return new.id

    def a_revision(self, number: int, effort: int = 60) -> int:
        """Bring a finished grouping up to date after many told something and one left."""
        with self.app.app_context():
            run = db.session.get_one(MatchingRun, number)
            members = list_present(run.partnership)
            for member in members[::4]:
                knows(member, spare_days=5, themes={"arts": 1.0})
            leave(members[1])
            later = bring_up_to_date(run)
            later.effort = effort
            db.session.commit()
            return later.id

    def a_study(self, number: int) -> int:
        """Ask how firm the groups of a finished run are, as though nobody had asked before."""
        with self.app.app_context():
            run = db.session.get_one(MatchingRun, number)
            study = Study(run=run, kind=FIRMNESS)
            db.session.add(study)
            db.session.flush()
            service.ring("matching.study", study.id)
            db.session.commit()
            return study.id

    def wait_for_study(self, number: int, ready) -> Study:
        """Wait until a study is as wanted."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with self.app.app_context():
                study = db.session.get_one(Study, number)
                db.session.refresh(study, ["state", "progress", "attempts", "failure", "result"])
                db.session.expunge(study)
            if ready(study):
                return study
            time.sleep(0.05)
        raise AssertionError(f"study {number} is {study.state} at {study.progress}")

    def look(self, number: int) -> MatchingRun:
        """Read a run afresh."""
        with self.app.app_context():
            run = db.session.get_one(MatchingRun, number)
            names = ["state", "progress", "attempts", "outcome", "picture", "advice", "bound"]
            db.session.refresh(run, names)
            db.session.expunge(run)
            return run

    def wait(self, number: int, ready) -> MatchingRun:
        """Wait until a run is as wanted."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            run = self.look(number)
            if ready(run):
                return run
            time.sleep(0.05)
        logs = [file.read_text("utf-8")[-2000:] for file in self.folder.glob("*.log")]
        raise AssertionError(f"run {number} is {run.state} at {run.progress}; {logs}")

    def finish(self, number: int) -> MatchingRun:
        """Wait for the end of a run."""
        return self.wait(number, lambda run: run.state not in {"queued", "running"})


def a_hard_brief(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the frozen inputs of an invented city, and a brief that is not proven at once."""
    instance = generate_instance(300, seed=3)
    write_folder(instance, folder)
    names = ("organisations", "areas", "ties", "exclusions")
    tables = {name: rows_of(folder / f"{name}.csv") for name in names}
    readers = {one.id: dict.fromkeys(FIELDS, "public") for one in instance.organisations}
    themes = sorted({theme for one in instance.organisations for theme in one.themes or ()})
    wards = [code for code in sorted(instance.areas) if "ward" in code]
    request = {
        "id": "brief",
        "name": "After school",
        "size": {"min": 8, "max": 10},
        "cells": [{"theme": t, "area": w, "level": 1} for t in themes[:8] for w in wards[:8]],
        "min_capacity_days": 10,
        "contract_value": 100_000,
    }
    return {"tables": tables, "visibility": readers}, request


def rows_of(file: Path) -> list[dict[str, str]]:
    """Read the rows of a table."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def workers(tmp_path):
    made = Workers(tmp_path)
    yield made
    made.end()
    with made.app.app_context():
        db.engine.dispose()


def canonical(run: MatchingRun) -> str:
    """Give everything that a run came to, in one form."""
    assert run.state == "finished", run.failure
    return json.dumps([run.outcome, run.picture, run.advice], sort_keys=True)


def is_at(share: float):
    """Tell when a run has come so far."""
    return lambda run: run.state == "running" and run.progress >= share


def check_after_kills(workers, worker, undisturbed, shares):
    """Kill the worker of the same run at each share: another takes it up to the same end."""
    expected = canonical(workers.look(undisturbed))
    for share in shares:
        disturbed = workers.same_again(undisturbed)
        workers.wait(disturbed, is_at(share))
        worker.kill()
        worker.wait()
        assert workers.look(disturbed).outcome is None
        worker = workers.start()
        run = workers.finish(disturbed)
        assert run.attempts == 2
        assert canonical(run) == expected


def test_a_killed_workers_run_is_taken_up_again_and_comes_out_the_same(workers):
    worker = workers.start()
    undisturbed = workers.a_run()
    workers.finish(undisturbed)
    check_after_kills(workers, worker, undisturbed, (0.1, 0.4, 0.7))


def test_a_killed_workers_grouping_is_brought_up_to_date_all_the_same(workers):
    worker = workers.start()
    number = workers.a_run(effort=2)
    workers.finish(number)
    undisturbed = workers.a_revision(number)
    workers.finish(undisturbed)
    assert workers.look(undisturbed).picture["since"]["changed"]
    check_after_kills(workers, worker, undisturbed, (0.1, 0.6))


def test_bringing_up_to_date_is_stopped_while_it_is_worked_on_and_keeps_its_groups(workers):
    workers.start()
    number = workers.a_run(effort=2)
    workers.finish(number)
    later = workers.a_revision(number, effort=2000)
    workers.wait(later, is_at(0.003))
    with workers.app.app_context():
        service.ask_to_cancel(db.session.get_one(MatchingRun, later))
        db.session.commit()
    run = workers.finish(later)
    assert run.state == "cancelled"
    assert run.outcome["consortia"]
    assert run.picture["since"]["pairs"]["before"] > 0


def test_a_killed_workers_study_is_taken_up_again_and_comes_out_the_same(workers):
    worker = workers.start()
    number = workers.a_run(effort=2)
    workers.finish(number)
    expected = workers.wait_for_study(workers.a_study(number), lambda one: one.state == "finished")
    disturbed = workers.a_study(number)
    workers.wait_for_study(disturbed, is_at(0.1))
    worker.kill()
    worker.wait()
    workers.start()
    study = workers.wait_for_study(disturbed, lambda one: one.state not in {"queued", "running"})
    assert (study.state, study.attempts) == ("finished", 2), study.failure
    assert study.result == expected.result


def has_first_answer(run: MatchingRun) -> bool:
    """Tell whether a run shows its first answer."""
    return run.state == "running" and run.outcome is not None


def test_a_worker_killed_after_a_first_answer_changes_nothing_in_the_end(workers):
    worker = workers.start()
    undisturbed = workers.a_brief_run()
    expected = canonical(workers.finish(undisturbed))
    disturbed = workers.same_again(undisturbed)
    run = workers.wait(disturbed, has_first_answer)
    worker.kill()
    worker.wait()
    assert {group["proof"]["status"] for group in run.outcome["consortia"]} == {"heuristic"}
    workers.start()
    run = workers.finish(disturbed)
    assert run.attempts == 2
    assert canonical(run) == expected


def test_a_proof_that_is_stopped_keeps_its_answer_with_what_was_proven(workers):
    workers.start()
    number = workers.a_brief_run()
    workers.wait(number, lambda run: has_first_answer(run) and run.bound is not None)
    with workers.app.app_context():
        service.ask_to_cancel(db.session.get_one(MatchingRun, number))
        db.session.commit()
    run = workers.finish(number)
    first = run.outcome["consortia"][0]
    assert run.state == "cancelled"
    assert first["proof"]["status"] in {"bounded", "optimal"}
    assert run.bound == first["proof"]["bound"]


def test_a_stopped_worker_hands_its_run_back_at_once(workers):
    first = workers.start()
    number = workers.a_run(effort=400)
    workers.wait(number, is_at(0.003))
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=15) == 0
    run = workers.look(number)
    assert (run.state, run.attempts, run.outcome) == ("queued", 0, None)


def test_two_workers_do_each_run_once(workers):
    numbers = [workers.a_run(organisations=10, effort=3) for _ in range(6)]
    workers.start()
    workers.start()
    runs = [workers.finish(number) for number in numbers]
    assert {run.state for run in runs} == {"finished"}
    assert {run.attempts for run in runs} == {1}


def test_a_run_is_cancelled_while_it_is_worked_on_and_keeps_its_best_groups(workers):
    workers.start()
    number = workers.a_run(effort=400)
    workers.wait(number, is_at(0.003))
    with workers.app.app_context():
        service.ask_to_cancel(db.session.get_one(MatchingRun, number))
        db.session.commit()
    run = workers.finish(number)
    assert run.state == "cancelled"
    assert run.outcome["consortia"]
    assert run.picture["groups"]


def test_mail_leaves_while_a_long_run_is_worked_on(workers):
    workers.start()
    number = workers.a_run(effort=400)
    workers.wait(number, is_at(0.003))
    with workers.app.app_context():
        queue_email("key", "club@example.org", "Hello", "Text")
        db.session.commit()
    end = time.monotonic() + 30
    while not list((workers.folder / "outbox").glob("*.txt")):
        assert time.monotonic() < end, "the e-mail is still waiting"
        time.sleep(0.2)
    assert workers.look(number).state == "running"
