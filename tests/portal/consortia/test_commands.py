"""`flask runs`: start, list and export from the command line."""

import json

import pytest

from portal.models.base import db
from portal.models.consortia import MatchingRun
from tests.portal.consortia.factories import a_town
from tests.portal.consortia.runs import a_brief, a_finished_run


@pytest.fixture
def runs(app):
    def command(*words):
        return app.test_cli_runner().invoke(args=["runs", *map(str, words)])

    return command


@pytest.fixture
def town(app):
    return a_town(8)


def test_a_run_is_started_for_a_brief_or_for_everybody(runs, town):
    brief = a_brief(town[0], town[1])
    db.session.commit()
    assert "waits for the job worker" in runs("start", "hillside", "--brief", brief.id).output
    assert runs("start", "hillside", "--grouping", "All", "--effort", 2).exit_code == 0
    kinds = [(run.kind, run.effort) for run in db.session.query(MatchingRun).order_by("id")]
    assert kinds == [("brief", 8), ("grouping", 2)]


def test_what_cannot_be_started_is_said_in_one_line(runs, town):
    assert "either --brief NUMBER or --grouping NAME" in runs("start", "hillside").output
    assert (
        "There is no partnership called nowhere"
        in runs("start", "nowhere", "--grouping", "x").output
    )
    assert runs("start", "hillside", "--brief", 99).exit_code == 1


def test_runs_are_listed_with_their_groups(runs, town):
    run = a_finished_run(town[0], town[1])
    line = runs("list", "hillside").output
    assert f"{run.id}  " in line
    assert "finished" in line
    assert "groups of     8  After school" in line


def test_a_network_is_written_whole_and_for_its_readers(runs, town, tmp_path):
    run = a_finished_run(town[0], town[1])
    for audience, sees in (("coordinators", True), ("infrastructure", False)):
        out = tmp_path / f"{audience}.json"
        said = runs(
            "export", "hillside", run.id, "--format", "json", "--for", audience, "--out", out
        )
        plain = json.loads(out.read_text("utf-8"))
        assert f"{len(plain['nodes'])} nodes, {len(plain['edges'])} edges" in said.output
        assert any("lat" in node for node in plain["nodes"]) is sees


def test_a_file_that_cannot_be_written_leaves_nothing_behind(runs, town, tmp_path):
    run = a_finished_run(town[0], town[1])
    out = tmp_path / "missing" / "network.gexf"
    said = runs("export", "hillside", run.id, "--out", out)
    assert said.exit_code == 1
    assert "there is no such folder; make it first" in said.output
    assert not out.parent.exists()
