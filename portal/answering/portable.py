"""A copy of all answers as a PDF: accessible, made here, and with every word taken as data."""

import json
import re
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from portal.answering.receipts import NOTICE, copied_when
from portal.errors import TooLarge
from portal.models.surveys import Response
from portal.surveys.papers import Paper
from portal.web.languages import spoken, told
from survey import Shown, tell

LAYOUT = Path(__file__).with_name("copy.typ").read_bytes()
# Some hundred pages; beyond it the text is the better copy, and this would hold up others.
MOST_LETTERS = 300_000
# Control characters, and those that turn the direction of all that follows.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
BOXES = tell(
    "{notice} Letters that could not be drawn are shown as boxes; the copy as text has them.",
    notice=NOTICE,
)


def pdf_copy(response: Response, paper: Paper) -> bytes:
    """Make a tagged PDF of all answers, with who sees each.

    Raises
    ------
    TooLarge
        Where the answers are so long that the copy as text serves better.
    """
    data = content(response, paper)
    if len(json.dumps(data, ensure_ascii=False)) > MOST_LETTERS:
        raise TooLarge("These answers are too long for a PDF. Save the copy as text instead.")
    try:
        return typeset(data, ["ua-1"])
    except typst.TypstError:
        # The standard for accessible PDF refuses letters that no font has; the tags stay.
        return typeset({**data, "notice": told(BOXES)}, [])


def content(response: Response, paper: Paper) -> dict[str, Any]:
    """Give everything that the layout shows."""
    name = printable(response.participation.organisation.name)
    title = printable(paper.title)
    return {
        "title": title,
        "organisation": name,
        "description": told(tell("A copy of the answers of {name}", name=name)),
        "foot": f"{title}, {name}",
        "language": spoken().now,
        "moment": f"{told(copied_when(response))}.",
        "notice": told(NOTICE),
        "unknown": told(tell("Not known yet")),
        "sections": [
            {"title": printable(section.title), "rows": [row_of(row) for row in rows]}
            for section, rows in paper.sections
        ],
    }


def row_of(row: Shown) -> dict[str, Any]:
    """Give one question as the layout takes it."""
    return {
        "label": printable(row.label),
        "answered": row.answered,
        "lines": [printable(line) for line in row.lines],
        "sees": printable(row.who_sees),
    }


def printable(words: str) -> str:
    """Leave out characters that no page shows."""
    return UNPRINTABLE.sub("", told(words))


def typeset(data: dict[str, Any], standards: list[Any]) -> bytes:
    """Set the pages, with an empty folder for all that a layout could read."""
    with TemporaryDirectory(prefix="patchwork-copy-") as nothing:
        compiler = typst.Compiler(root=nothing, font_paths=fonts())
        made: Any = compiler.compile(
            LAYOUT,
            format="pdf",
            pdf_standards=standards,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    return bytes(made)


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Find the fonts once: those of the typesetter, and for other scripts those of the system."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)
