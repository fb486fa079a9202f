"""`python -m matching explain` from end to end, and its one clear line for what is wrong."""

import json

import pytest

from matching import Brief, Explanation, Outcome, explain, read_folder
from matching.commands import main


@pytest.fixture
def work(tmp_path):
    """A generated folder with a brief, a grouping and the result of each."""
    size = {"id": "r", "size": {"min": 3, "max": 5}}
    cells = [{"theme": "play", "area": "town-1-ward-1", "level": 1}]
    (tmp_path / "brief.json").write_text(json.dumps(size | {"cells": cells}))
    (tmp_path / "grouping.json").write_text(json.dumps(size))
    main(["generate", str(tmp_path / "city"), "--organisations", "30", "--seed", "3"])
    for command, request in (("brief", "brief.json"), ("group", "grouping.json")):
        given = [command, str(tmp_path / "city"), str(tmp_path / request), "--effort", "0"]
        assert main([*given, "--out", str(tmp_path / f"of-{request}")]) == 0
    return tmp_path


def run(work, request="brief.json", *more, group=1):
    files = [work / "city", work / request, work / f"of-{request}"]
    return main(["explain", *map(str, files), "--group", str(group), *more])


def refused(capsys, *given, **more):
    capsys.readouterr()
    assert run(*given, **more) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    return said.err.strip()


def test_a_person_reads_every_member_and_term(work, capsys):
    outcome = Outcome.from_json(json.loads((work / "of-brief.json").read_text()))
    assert run(work) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"Group 1 of {len(outcome.consortia)}: ")
    for key in outcome.consortia[0].members:
        assert any(line.startswith(f"  {key}: without it ") for line in lines)
    assert any(line.startswith("  Time to deliver ") for line in lines)


def test_a_program_reads_what_the_front_door_gives(work, capsys):
    capsys.readouterr()
    assert run(work, "brief.json", "--json", group=2) == 0
    found = Explanation.from_json(json.loads(capsys.readouterr().out))
    outcome = Outcome.from_json(json.loads((work / "of-brief.json").read_text()))
    assert isinstance(outcome.request, Brief)
    members = outcome.consortia[1].members
    assert found == explain(read_folder(work / "city"), outcome.request, members)


def test_a_group_of_an_open_grouping_is_explained_too(work, capsys):
    assert run(work, "grouping.json") == 0
    assert "of a full breadth in one district." in capsys.readouterr().out


@pytest.mark.parametrize("number", [0, -1, 999])
def test_a_group_that_is_not_there_is_named(work, capsys, number):
    count = len(json.loads((work / "of-brief.json").read_text())["consortia"])
    assert refused(capsys, work, group=number) == (
        f"error: of-brief.json: there is no group {number}; it has groups 1 to {count}"
    )


def test_a_result_of_another_request_is_refused(work, capsys):
    changed = json.loads((work / "brief.json").read_text()) | {"min_small": 1}
    (work / "brief.json").write_text(json.dumps(changed))
    assert refused(capsys, work) == "error: of-brief.json: answers another request than brief.json"


def test_a_result_of_another_folder_is_refused(work, capsys):
    main(["generate", str(work / "city"), "--organisations", "30", "--seed", "4"])
    assert refused(capsys, work) == (
        "error: of-brief.json: was made from another folder, or before this one was changed; "
        "make it again"
    )


def test_a_result_with_members_of_another_folder_is_refused(work, capsys):
    main(["generate", str(work / "city"), "--organisations", "9", "--seed", "4"])
    assert "which is not in the folder" in refused(capsys, work)


def test_a_result_without_groups_has_no_group_one(work, capsys):
    brief = json.loads((work / "brief.json").read_text()) | {"contract_value": 1e12}
    (work / "brief.json").write_text(json.dumps(brief))
    given = ["brief", str(work / "city"), str(work / "brief.json")]
    main([*given, "--out", str(work / "of-brief.json")])
    assert refused(capsys, work).endswith("there is no group 1; it has no groups")
