"""What the guides say is true: settings, commands, links, and the examples, which run."""

import doctest
import re
import runpy
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from flask.cli import FlaskGroup

from matching import PRESETS
from portal.app import create_app
from portal.config import Settings
from survey.kinds import KINDS
from tests.house.files import ROOT, place
from tests.house.guides import CODE, DOCS, GUIDES, PAGES, blocks, commands, links, rows

PYTHON = ".venv/bin/python"
MOST_PICTURE_BYTES = 200_000
FLASK = re.compile(r"(?:^|\s|/)flask ((?:[a-z-]+(?: |$))+)(.*)")
EXAMPLES = ("engine.md", "survey-definitions.md")


def settings_by_name() -> dict[str, object]:
    """Give each setting's name in the environment and its default, as a guide would write it."""
    found = {}
    for name, field in Settings.model_fields.items():
        default = field.default
        if hasattr(default, "get_secret_value"):
            default = default.get_secret_value()
        if isinstance(default, Path):
            default = default.relative_to(ROOT)
        plain = str(default).lower() if isinstance(default, bool) else str(default)
        found[str(field.validation_alias or f"PATCHWORK_{name.upper()}")] = plain
    return found


def test_the_administrators_guide_names_every_setting_with_its_default():
    told = {name.strip("`"): default.strip("`") for name, default, _ in
            rows(GUIDES / "administrators.md", "setting")}  # fmt: skip
    assert told == settings_by_name()


def test_the_definitions_guide_says_what_each_kind_may_feed():
    told = {row[0].strip("`"): set(CODE.findall(row[2])) for row in
            rows(GUIDES / "survey-definitions.md", "kind")}  # fmt: skip
    assert told == {name: set(kind.feeds) for name, kind in KINDS.items()}


def test_the_guide_for_briefs_names_every_preset_in_order():
    assert [row[0] for row in rows(GUIDES / "infrastructure-bodies.md", "choice")] == [*PRESETS]


@pytest.fixture(scope="module")
def flask_commands(tmp_path_factory) -> tuple[click.Group, click.Context]:
    """The flask command line with all that plugs into it."""
    settings = Settings(instance=tmp_path_factory.mktemp("instance"), secret_key="guides " * 8)
    app = create_app(settings)
    group = FlaskGroup(create_app=lambda: app)
    return group, click.Context(group, obj=group.make_context("flask", ["routes"]).obj)


def find_command(flask_commands, words: list[str]) -> click.Command | None:
    """Follow the words of a command line as far as they name commands."""
    command, context = flask_commands
    while isinstance(command, click.Group) and words:
        found = command.get_command(context, words[0])
        if found is None:
            return None
        command, words = found, words[1:]
    return None if isinstance(command, click.Group) else command


def flask_lines(page: Path) -> list[tuple[list[str], set[str]]]:
    """Give the words and the options of every flask command that a page names."""
    found = [FLASK.search(line) for line in commands(page)]
    return [
        (hit[1].split(), {word for word in shlex.split(hit[2]) if word.startswith("--")})
        for hit in found
        if hit is not None
    ]


@pytest.mark.parametrize("guide", PAGES, ids=place)
def test_every_flask_command_that_is_named_exists(guide, flask_commands):
    missing = []
    for words, options in flask_lines(guide):
        command = find_command(flask_commands, words)
        known = {o for p in command.params for o in p.opts} if command else set()
        if command is None or options - known:
            missing.append((words, options - known))
    assert missing == []


def test_commands_are_found_where_they_stand():
    assert (["administrators", "invite"], set()) in flask_lines(GUIDES / "administrators.md")


@pytest.mark.parametrize("guide", PAGES, ids=place)
def test_every_python_module_that_is_named_exists(guide):
    named = {m for line in commands(guide) for m in re.findall(r"python -m ([\w.]+)", line)}
    assert [name for name in named if find_spec(name) is None] == []


@pytest.mark.parametrize("guide", PAGES, ids=place)
def test_every_make_target_that_is_named_exists(guide):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {t for line in commands(guide) for t in re.findall(r"(?:^|\s)make ([a-z]+)", line)}
    assert [t for t in named if not re.search(rf"^{t}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("guide", PAGES, ids=place)
def test_every_link_leads_to_a_file(guide):
    assert [str(file) for file in links(guide) if not file.exists()] == []


def test_every_picture_is_small_and_shown_somewhere():
    shown = {file.resolve() for page in PAGES for file in links(page)}
    pictures = {file.resolve() for file in (DOCS / "pictures").glob("*.png")}
    assert pictures
    assert pictures <= shown
    assert [p.name for p in pictures if p.stat().st_size > MOST_PICTURE_BYTES] == []


def write_files(page: Path, folder: Path) -> None:
    """Write the blocks that stand for files."""
    for block in blocks(page):
        if block.file:
            file = folder / block.file
            file.parent.mkdir(exist_ok=True)
            file.write_text(block.text, encoding="utf-8")


def run_lines(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the lines of a block as Python's -m would, here, because it starts no programs."""
    for line in text.strip().splitlines():
        program, flag, module, *arguments = shlex.split(line)
        assert (program, flag) == (PYTHON, "-m"), line
        monkeypatch.setattr(sys, "argv", [module, *arguments])
        with pytest.raises(SystemExit) as ended:
            # Another test may have imported the same program; running it needs a fresh one.
            monkeypatch.delitem(sys.modules, f"{module}.__main__", raising=False)
            runpy.run_module(module, run_name="__main__")
        assert not ended.value.code, line


def run_example(text: str, page: Path) -> None:
    """Run a block of Python as a doctest."""
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, place(page), 0)
    heard: list[str] = []
    result = doctest.DocTestRunner().run(test, out=heard.append)
    assert result.attempted > 0
    assert result.failed == 0, "".join(heard)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_a_guide_run(name, tmp_path, monkeypatch):
    page = GUIDES / name
    monkeypatch.chdir(tmp_path)
    write_files(page, tmp_path)
    for block in blocks(page):
        if block.language == "sh":
            run_lines(block.text, monkeypatch)
        elif block.language == "python":
            run_example(block.text, page)
