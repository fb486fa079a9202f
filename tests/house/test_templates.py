"""Every template compiles in the app, and every template and macro is used by something."""

import re

import pytest
from jinja2 import nodes

from portal.app import create_app
from portal.config import Settings
from tests.house.files import ROOT

TEMPLATES = ROOT / "templates"
NAMED = re.compile(r"""["']([\w./-]+\.(?:html|txt|svg|xml))["']""")
LOADING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def names() -> list[str]:
    """Give every template by the name that Flask knows it by."""
    found = (path for path in TEMPLATES.rglob("*") if path.is_file())
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in found)


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    return create_app(Settings(instance=tmp_path_factory.mktemp("instance"))).jinja_env


@pytest.mark.parametrize("name", names())
def test_the_template_compiles(environment, name):
    assert environment.get_template(name)


def test_every_template_is_used_by_something():
    sources = [*(ROOT / "portal").rglob("*.py"), *(TEMPLATES / name for name in names())]
    used = {
        found
        for source in sources
        if source.is_file()
        for found in NAMED.findall(source.read_text(encoding="utf-8"))
    }
    assert set(names()) - used - by_pattern() == set()


def by_pattern() -> set[str]:
    """Give the templates whose names are put together in code: error pages by their status."""
    return {name for name in names() if name.startswith("errors/")}


def test_every_component_holds_macros_that_somebody_imports(environment):
    unused = set()
    texts = {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in names()}
    for name in names():
        macros = environment.parse(texts[name]).find_all(nodes.Macro)
        elsewhere = "\n".join(text for other, text in texts.items() if other != name)
        for macro in macros:
            called = re.compile(rf"\b{macro.name}\b")
            inside = len(called.findall(texts[name])) > 1
            if not inside and not called.search(elsewhere):
                unused.add(f"{name}:{macro.name}")
    assert unused == set()


def test_every_template_that_is_loaded_is_there(environment):
    missing = set()
    for name in names():
        tree = environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))
        for load in tree.find_all(LOADING):
            wanted = load.template
            if isinstance(wanted, nodes.Const) and not is_there(environment, wanted.value):
                missing.add(f"{name} loads {wanted.value}")
    assert missing == set()


def is_there(environment, name: str) -> bool:
    """Tell whether the app finds a template of its own or of the design system's package."""
    return bool(environment.get_or_select_template(name))
