"""The house keeps its walls: imports, names and sizes."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.files import PACKAGES, ROOT, code_lines, functions, parse, place, python_files

FRONT_DOORS = ("survey", "matching")
MOST_LINES = 400
MOST_FUNCTION_LINES = 60
FORBIDDEN_NAMES = {"common", "utils", "util", "helpers", "helper", "misc", "shared"}

# Kernels whose algorithm would be hidden by splitting: "folder/file.py:function", each with why.
LONG_FUNCTIONS: dict[str, str] = {}


def test_every_import_keeps_the_contracts():
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_no_import_hides_in_a_function_or_behind_type_checking():
    hidden = {
        f"{place(file)}:{node.lineno}"
        for file in python_files(*PACKAGES)
        for outer in ast.walk(parse(file))
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.If)
        for node in ast.walk(outer)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert hidden == set()


def test_no_file_is_longer_than_the_limit():
    files = python_files(*PACKAGES, "desk", "tests", "bench")
    lines = {place(file): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {file: count for file, count in lines.items() if count > MOST_LINES} == {}


def test_no_function_is_longer_than_the_limit():
    long = {
        f"{place(file)}:{function.name}"
        for file in python_files(*PACKAGES, "desk")
        for function in functions(file)
        if code_lines(function) > MOST_FUNCTION_LINES
    }
    assert long == set(LONG_FUNCTIONS)


def test_no_room_is_called_by_what_it_happens_to_hold():
    files = {place(file) for file in python_files(*PACKAGES, "desk", "tests", "bench")}
    assert {file for file in files if FORBIDDEN_NAMES & set(Path(file[:-3]).parts)} == set()


@pytest.mark.parametrize("package", FRONT_DOORS)
def test_no_name_at_the_front_door_is_a_file(package):
    module = importlib.import_module(package)
    rooms = {path.stem for path in (ROOT / package).iterdir()}
    assert set(module.__all__) & rooms == set()


@pytest.mark.parametrize("package", FRONT_DOORS)
def test_every_function_at_the_front_door_says_what_it_does(package):
    module = importlib.import_module(package)
    entries = {entry: getattr(module, entry) for entry in module.__all__}
    assert {name for name, it in entries.items() if callable(it) and not it.__doc__} == set()
