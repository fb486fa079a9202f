"""The command line from end to end, and its one clear line for each thing that is wrong."""

import io
import json
import os
import subprocess
import sys

import pytest

from matching import Outcome, Progress, generate_instance, read_folder
from matching.commands import main
from matching.commands.terminal import Bar

GROUPING = {"id": "g", "size": {"min": 3, "max": 6}}


@pytest.fixture
def work(tmp_path):
    """A generated folder with a grouping and a brief beside it."""
    assert main(["generate", str(tmp_path / "city"), "--organisations", "40", "--seed", "3"]) == 0
    (tmp_path / "grouping.json").write_text(json.dumps(GROUPING))
    cells = [{"theme": "play", "area": "town-1-ward-1", "level": 1}]
    (tmp_path / "brief.json").write_text(json.dumps(GROUPING | {"cells": cells}))
    return tmp_path


def run(work, command, *more):
    paths = {"brief": "brief.json", "group": "grouping.json"}
    out = str(work / "result.json")
    given = [command, str(work / "city"), str(work / paths[command]), "--out", out]
    return main([*given, "--effort", "1", *more])


def result(work):
    return json.loads((work / "result.json").read_text())


def test_generate_writes_the_folder_that_the_seed_says(work):
    assert read_folder(work / "city") == generate_instance(40, 3)


def test_a_brief_gives_a_result_with_the_nearest(work, capsys):
    assert run(work, "brief") == 0
    found = result(work)
    assert set(found) == {"request", "consortia", "nearest", "provenance"}
    assert len(found["consortia"]) == 5
    assert len(found["nearest"]) == 20
    assert "5 groups, the first proven best, in " in capsys.readouterr().err


def test_a_grouping_gives_a_result_with_those_left_out(work):
    assert run(work, "group") == 0
    found = result(work)
    assert set(found) == {
        "request", "consortia", "left_out", "total", "bound", "gap", "status", "provenance",
    }  # fmt: skip
    assert set(found["provenance"]) == {
        "engine_version", "seed", "effort", "stopped", "input_fingerprint",
    }  # fmt: skip
    Outcome.from_json(found)


def test_the_same_run_gives_the_same_bytes(work):
    run(work, "group")
    first = (work / "result.json").read_bytes()
    run(work, "group", "--workers", "2")
    assert (work / "result.json").read_bytes() == first


def test_a_result_can_be_revised(work):
    run(work, "group")
    first = result(work)
    assert run(work, "group", "--previous", str(work / "result.json"), "--effort", "0") == 0
    assert result(work)["consortia"] == first["consortia"]
    assert result(work)["left_out"] == first["left_out"]


@pytest.mark.parametrize("graph", ["affinity", "ties", "members"])
def test_each_network_is_exported(work, graph):
    run(work, "group")
    out = work / "net.gexf"
    given = ["export", str(work / "city"), str(work / "result.json"), "--format", "gexf"]
    assert main([*given, "--graph", graph, "--out", str(out)]) == 0
    assert b'xmlns="http://gexf.net/1.3"' in out.read_bytes()


def refused(capsys, arguments):
    assert main([str(one) for one in arguments]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]


def test_a_wrong_cell_is_named_and_nothing_is_written(work, capsys):
    table = work / "city" / "organisations.csv"
    table.write_text("id,lat\na,north\n")
    request, out = work / "grouping.json", work / "result.json"
    line = refused(capsys, ["group", work / "city", request, "--out", out])
    assert line == "error: organisations.csv, row 2, column lat: 'north' is not a number"
    assert not out.exists()


def test_a_wrong_field_is_named_with_its_file(work, capsys):
    request = work / "grouping.json"
    request.write_text('{"id": "g", "size": {"min": 3}}')
    line = refused(capsys, ["group", work / "city", request, "--out", work / "result.json"])
    assert line == "error: grouping.json: size.max: is missing"


def test_an_unknown_area_of_a_brief_is_named_with_its_file(work, capsys):
    request = work / "brief.json"
    request.write_text(request.read_text().replace("town-1-ward-1", "elsewhere"))
    line = refused(capsys, ["brief", work / "city", request, "--out", work / "result.json"])
    assert line == "error: brief.json: cells[0].area: there is no area 'elsewhere'"


def test_a_file_that_is_not_there_is_named(work, capsys):
    missing = work / "no.json"
    line = refused(capsys, ["group", work / "city", missing, "--out", work / "result.json"])
    assert line == f"error: {missing}: No such file or directory"


def test_a_result_that_cannot_be_read_is_refused(work, capsys):
    wrong = work / "result.json"
    wrong.write_text('{"consortia": 3}')
    given = ["export", work / "city", wrong, "--format", "json", "--out", work / "x.json"]
    assert refused(capsys, given).startswith("error: result.json: ")
    wrong.write_text("not json")
    assert refused(capsys, given) == "error: result.json: is not a JSON file"


def test_members_of_another_folder_are_refused(work, capsys):
    run(work, "group")
    capsys.readouterr()
    main(["generate", str(work / "city"), "--organisations", "4", "--seed", "1"])
    given = ["export", work / "city", work / "result.json", "--graph", "members"]
    line = refused(capsys, [*given, "--format", "json", "--out", work / "x.json"])
    assert "which is not in the folder" in line


@pytest.mark.parametrize("wrong", [["--effort", "-1"], ["--seconds", "0"], ["--seed", "x"]])
def test_an_option_that_makes_no_sense_is_refused(work, wrong, capsys):
    with pytest.raises(SystemExit) as caught:
        run(work, "brief", *wrong)
    assert caught.value.code == 2
    assert wrong[0] in capsys.readouterr().err


@pytest.mark.walk
def test_another_process_with_other_hashes_gives_the_same_bytes(work):
    found = []
    for hash_seed in ("1", "2"):
        out = work / f"result-{hash_seed}.json"
        command = [sys.executable, "-m", "matching", "group", work / "city"]
        subprocess.run(
            [*command, work / "grouping.json", "--out", out, "--effort", "1"],
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            check=True,
            capture_output=True,
        )
        found.append(out.read_bytes())
    assert found[0] == found[1]


def test_the_module_runs_as_a_program(tmp_path):
    command = [sys.executable, "-m", "matching", "generate", tmp_path / "g", "--organisations", "3"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert len(read_folder(tmp_path / "g").organisations) == 3


def test_a_folder_for_the_result_that_is_not_there_is_named(work, capsys):
    out = work / "nowhere" / "result.json"
    line = refused(capsys, ["group", work / "city", work / "grouping.json", "--out", out])
    assert line == f"error: {out.parent}: there is no such folder; make it first"


def test_an_empty_list_of_cells_is_refused_in_plain_words(work, capsys):
    request = work / "brief.json"
    request.write_text(json.dumps(GROUPING | {"cells": []}))
    line = refused(capsys, ["brief", work / "city", request, "--out", work / "result.json"])
    assert line == "error: brief.json: cells: needs at least 1 entry"


def test_the_bar_says_how_close_to_the_best_possible_the_answer_is():
    screen = io.StringIO()
    bar = Bar(screen)
    bar.show(Progress(1, 4, 0.78, "Proving group 1 of 5", 0.8))
    assert "25%  Proving group 1 of 5  best 0.780, at most 0.800 (within 2.5%)" in screen.getvalue()
    bar.clear()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_stopping_by_keyboard_writes_nothing(work, capsys, monkeypatch):
    def stop(*_given, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("matching.commands.searching.suggest_groups", stop)
    assert run(work, "group") == 130
    assert capsys.readouterr().err.endswith("stopped; nothing was written\n")
    assert not (work / "result.json").exists()


def test_a_search_that_the_ceiling_cuts_says_so_and_forgets_nobody(work):
    assert run(work, "group", "--seconds", "0.0001") == 0
    found = result(work)
    assert found["provenance"]["stopped"] == "seconds"
    grouped = {key for one in found["consortia"] for key in one["members"]}
    assert len(grouped) + len(found["left_out"]) == 40
