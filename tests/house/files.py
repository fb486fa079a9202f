"""The files of the project, as the house tests look at them."""

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "survey", "matching")

# Built, downloaded or written while running: not the project's own words.
NOT_OURS = {"node_modules", "instance", "build", "__pycache__", "htmlcov", "test-results"}


def project_files(under: str = "") -> list[Path]:
    """Give every file of the project, or of one folder, but what is built or downloaded."""
    found = []
    for folder, folders, names in os.walk(ROOT / under):
        folders[:] = [name for name in folders if name not in NOT_OURS and ours(name)]
        found += [Path(folder) / name for name in names if name != ".prepare.lock"]
    return sorted(found)


def ours(folder: str) -> bool:
    """Tell whether a folder whose name may begin with a dot belongs to the project."""
    return not folder.startswith(".") or folder in {".ci", ".github"}


def python_files(*folders: str) -> list[Path]:
    """Give the Python files of some folders, without the generated migrations."""
    found = [file for folder in folders for file in project_files(folder)]
    return [file for file in found if file.suffix == ".py" and "migrations" not in file.parts]


def place(file: Path) -> str:
    """Give a file's place in the project."""
    return file.relative_to(ROOT).as_posix()


@cache
def parse(file: Path) -> ast.Module:
    """Read a Python file as a syntax tree, once."""
    return ast.parse(file.read_text(encoding="utf-8"))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function of a file, at whatever depth."""
    for node in ast.walk(parse(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines
