"""The guides, as the house tests read them: fenced blocks, tables, commands and links."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.house.files import ROOT

DOCS = ROOT / "docs"
GUIDES = DOCS / "guides"
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))
FENCE = re.compile(r"^ *```(\w*) ?([\w/.-]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"""\]\(([^)#\s]+)[^)]*\)|src="([^"]+)\"""")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file that it stands for if any, and its text."""

    language: str
    file: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Give the fenced blocks of a page."""
    return [Block(*found) for found in FENCE.findall(page.read_text(encoding="utf-8"))]


def commands(page: Path) -> list[str]:
    """Give every line of code of a page, from blocks and from sentences, each on one line."""
    text = page.read_text(encoding="utf-8")
    lines = [line.strip() for block in blocks(page) for line in block.text.splitlines()]
    inline = CODE.findall(FENCE.sub("", text))
    return [*lines, *(" ".join(code.split()) for code in inline)]


def rows(page: Path, heading: str) -> list[list[str]]:
    """Give the cells of the table whose first column is headed so, without its head."""
    _, found, rest = page.read_text(encoding="utf-8").partition(f"\n| {heading} |")
    assert found, f"{page.name} has no table headed {heading!r}"
    table = rest.split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip()[1:-1].split("|")] for line in table]


def links(page: Path) -> list[Path]:
    """Give the files that a page points to; addresses elsewhere are left out."""
    found = ("".join(pair) for pair in LINK.findall(page.read_text(encoding="utf-8")))
    return [page.parent / link for link in found if "://" not in link]
