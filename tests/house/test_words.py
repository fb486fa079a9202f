"""What may stand in no file of the project, and in no template."""

import re
from pathlib import Path

from tests.house.files import place, project_files

# Folders of one machine, and the hosts of package registries: neither is the reader's.
MACHINE_PATH = re.compile(r"(?<![\w.<>-])/(?:work|root|home/\w+|Users/\w+)/")
REGISTRY = re.compile(
    r"(?:pypi|pythonhosted|npmjs|registry\.yarnpkg|deb\.debian|security\.debian)\.(?:org|com)"
)
SAFE = re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>\s*\S", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
JSON_SCRIPT = re.compile(r"<script[^>]*type=[\"']application/(?:ld\+)?json", re.IGNORECASE)


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Give the places where a pattern stands."""
    found = []
    for file in files:
        if file == Path(__file__).resolve():
            continue
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [f"{place(file)}:{n}" for n, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_no_file_names_a_folder_of_one_machine():
    assert lines_with(MACHINE_PATH, project_files()) == []


def test_no_file_names_the_host_of_a_package_registry():
    assert lines_with(REGISTRY, project_files()) == []


def test_no_template_lets_text_through_unescaped():
    assert lines_with(SAFE, project_files("templates")) == []


def test_no_template_has_inline_styles_or_handlers():
    assert lines_with(INLINE_STYLE, project_files("templates")) == []


def test_no_template_has_an_inline_script():
    found = []
    for file in project_files("templates"):
        text = file.read_text(encoding="utf-8")
        found += [
            file.name for hit in INLINE_SCRIPT.finditer(text) if not JSON_SCRIPT.match(hit.group())
        ]
    assert found == []
