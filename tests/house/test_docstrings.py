"""Every module and public function says in a sentence what it is; the examples run."""

import ast
import doctest
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import matching
import survey
from tests.house.files import PACKAGES, parse, place, python_files


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Give the parsed modules of the project, each with its place."""
    for file in python_files(*PACKAGES, "desk"):
        yield place(file), parse(file)


def public(module: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Give the public functions and classes of a module; a method is told of by its class."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


def test_every_module_says_what_it_is():
    assert [name for name, module in modules() if not ast.get_docstring(module)] == []


def test_every_public_function_and_class_says_what_it_is():
    silent = [
        f"{name}:{thing.name}"
        for name, module in modules()
        for thing in public(module)
        if not ast.get_docstring(thing)
    ]
    assert silent == []


def test_every_docstring_is_a_sentence():
    torn = [
        f"{name}:{thing.name}"
        for name, module in modules()
        for thing in public(module)
        if (text := ast.get_docstring(thing)) and text.split("\n\n")[0].rstrip()[-1] not in ".:?"
    ]
    assert torn == []


def parts(package) -> list[str]:
    """Give the names of every module of a package but its command line."""
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [package.__name__, *(m.name for m in found if not m.name.endswith("__main__"))]


@pytest.mark.parametrize("name", [*parts(matching), *parts(survey)])
def test_the_examples_in_docstrings_run(name):
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.failed == 0
