"""The ready registration of interest, and the command line."""

import json
import subprocess
import sys

import pytest

from survey import (
    BadDefinition,
    Choice,
    Definition,
    check_definition,
    facts,
    pages,
    registration_definition,
    validate,
)
from survey.__main__ import main
from tests.survey.posting import small_context

NETWORKS = [Choice("forum", "Youth forum"), Choice("play", "Play network")]


def test_the_registration_has_no_faults_and_bears_the_partnerships_name():
    registration = registration_definition('The "Larkhill" & {{Vale}}')
    assert check_definition(registration.model_dump_json()) == []
    assert registration.title.endswith('The "Larkhill" & {{Vale}}')


def test_the_registration_feeds_every_part_of_a_profile():
    fed = {question.feeds for question in registration_definition("Larkhill", NETWORKS).questions()}
    assert fed - {None} == {
        "themes", "ages", "base", "radius_km", "areas", "capacity", "offers_and_needs", "ties",
        "exclusions", "networks", "summary", "kind",
    }  # fmt: skip


def test_only_the_declaration_is_needed():
    registration, context = registration_definition("Larkhill"), small_context()
    agreed = {"agree": {"declaration": True, "suggestions": True}}
    assert validate(registration, context, agreed) == []
    assert facts(registration, agreed) == []
    assert len(pages(registration, context, agreed)) == 12


def test_networks_are_asked_for_where_there_are_any():
    assert registration_definition("Larkhill").question("networks") is None
    asked = registration_definition("Larkhill", NETWORKS).question("networks")
    assert [option.key for option in asked.options] == ["forum", "play", "no_network"]


def test_a_name_that_fits_no_title_is_refused():
    with pytest.raises(BadDefinition, match="title: is too long"):
        registration_definition("x" * 600)


def test_the_words_keep_to_the_voice():
    text = registration_definition("Larkhill").model_dump_json().lower()
    for word in ("stakeholder", "leverage", "submit", "invalid", "consorti", "!"):
        assert word not in text


def test_checking_a_good_file_says_so(tmp_path, capsys):
    file = tmp_path / "good.json"
    file.write_text(registration_definition("Larkhill").model_dump_json(), encoding="utf-8")
    assert main(["check", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}: no faults\n"


def test_checking_a_bad_file_tells_every_fault_with_its_place(tmp_path, capsys):
    file = tmp_path / "bad.json"
    file.write_text('{"id": "A b", "title": "", "sections": []}', encoding="utf-8")
    assert main(["check", str(file)]) == 2
    told = capsys.readouterr().out.splitlines()
    assert [line.removeprefix(f"{file}: ").split(":")[0] for line in told] == [
        "id",
        "title",
        "sections",
    ]


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path, capsys):
    assert main(["check", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err.endswith("cannot be read: No such file or directory\n")


def test_the_schema_is_that_of_a_definition(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(
        json.dumps(Definition.model_json_schema())
    )


def test_the_command_line_starts_without_the_portal():
    run = subprocess.run([sys.executable, "-m", "survey", "schema"], capture_output=True, text=True)
    assert run.returncode == 0
    assert '"Definition"' in run.stdout
