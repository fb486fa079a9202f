"""Every template compiles in the app, and every template and macro is used by something."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from jinja2 import Environment, nodes

from portal.app import create_app
from portal.config import Settings
from tests.house.files import ROOT, parse, python_files

TEMPLATES = ROOT / "templates"
LOADING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


@cache
def names() -> list[str]:
    """Give every template by the name that Flask knows it by."""
    found = (path for path in TEMPLATES.rglob("*") if path.is_file())
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in found)


@cache
def text(name: str) -> str:
    """Read the source of a template, once."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> Environment:
    return create_app(Settings(instance=tmp_path_factory.mktemp("instance"))).jinja_env


@cache
def parsed(environment: Environment, name: str) -> nodes.Template:
    """Read a template as a syntax tree, once."""
    return environment.parse(text(name))


@pytest.mark.parametrize("name", names())
def test_the_template_compiles(environment, name):
    assert environment.get_template(name)


def test_every_template_that_is_loaded_is_there(environment):
    for name in names():
        for load in parsed(environment, name).find_all(LOADING):
            if isinstance(load.template, nodes.Const):
                assert environment.get_or_select_template(load.template.value), name


def test_every_template_is_used_by_something(environment):
    used = {*names_in_python(), *names_in_templates(environment)}
    known = re.compile("|".join(one for one in used if one.endswith((".html", ".txt", ".svg"))))
    assert [name for name in names() if not known.fullmatch(name)] == []


def names_in_python() -> Iterator[str]:
    """Give a pattern for each text in the portal's code that may name a template."""
    for file in python_files("portal"):
        for node in ast.walk(parse(file)):
            if isinstance(node, ast.JoinedStr):
                yield "".join(as_pattern(getattr(part, "value", None)) for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)


def names_in_templates(environment: Environment) -> Iterator[str]:
    """Give a pattern for each name that a template extends, includes or imports."""
    for name in names():
        for load in parsed(environment, name).find_all(LOADING):
            choices = load.template.items if is_list(load.template) else [load.template]
            for joined in choices:
                parts = joined.nodes if isinstance(joined, nodes.Concat) else [joined]
                yield "".join(as_pattern(getattr(part, "value", None)) for part in parts)


def is_list(node: nodes.Expr) -> bool:
    """Tell whether a template may load one of several names."""
    return isinstance(node, nodes.List | nodes.Tuple)


def as_pattern(part: object) -> str:
    """Give the pattern for a piece of a name: itself where it is known, else anything."""
    return re.escape(part) if isinstance(part, str) else "[a-z0-9_]+"


def test_every_macro_is_called_by_something(environment):
    unused = set()
    for name in names():
        for macro in parsed(environment, name).find_all(nodes.Macro):
            called = re.compile(rf"\b{macro.name}\b")
            inside = len(called.findall(text(name))) > 1
            if not inside and not any(
                called.search(text(other)) for other in names() if other != name
            ):
                unused.add(f"{name}:{macro.name}")
    assert unused == set()
