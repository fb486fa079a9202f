"""The words of Patchwork in other languages: gathered for translators, made ready for the app.

`python -m desk.words` writes `messages.pot`, brings each language up to date with it, and says what
is missing. `python -m desk.words ready` makes the files that the app reads; `desk.prepare` does so
wherever they are older than what translators write.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desk.environment import ROOT

HOME = ROOT / "portal" / "translations"
TEMPLATE = HOME / "messages.pot"
# What marks a sentence: `tell` in Python, `gettext` in templates.
MARKS = {"tell": None, "tell_count": (1, 2), "gettext": None, "ngettext": (1, 2)}
PLACES = (
    ("survey", [("**.py", "python")]),
    ("portal", [("**.py", "python")]),
    ("templates", [("**.html", "jinja2")]),
)
# A date that stays, so that gathering the same words twice gives the same file.
SINCE = datetime(2026, 11, 28, tzinfo=UTC)


def gather() -> Catalog:
    """Find every sentence that can be said in another language, with the files it stands in."""
    found = Catalog(project="Patchwork", version="1", charset="utf-8", creation_date=SINCE)
    for folder, methods in PLACES:
        for name, _line, words, _notes, _context in extract_from_dir(
            ROOT / folder, methods, keywords=MARKS
        ):
            found.add(words, locations=[(f"{folder}/{Path(name).as_posix()}", 0)])
    return found


def languages() -> list[Path]:
    """List the files that translators write, one a language."""
    return sorted(HOME.glob("*/LC_MESSAGES/messages.po"))


def read(path: Path) -> Catalog:
    """Read the words of a language, whose folder is named by its code."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def write(path: Path, catalog: Catalog) -> None:
    """Write words so that the same words give the same file."""
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_by_file=True, include_lineno=False)


def missing(catalog: Catalog, template: Catalog) -> Iterator[str]:
    """Yield the sentences that a language has no words for."""
    for one in template:
        there = catalog.get(one.id) if one.id else None
        if one.id and (there is None or not there.string or not all(_parts(there.string))):
            yield one.id if isinstance(one.id, str) else one.id[0]


def _parts(words: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def update() -> None:
    """Write the template, bring each language up to date, and say what is missing."""
    template = gather()
    write(TEMPLATE, template)
    for path in languages():
        catalog = read(path)
        catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalog.obsolete.clear()
        write(path, catalog)
        left = list(missing(catalog, template))
        print(f"{path.parent.parent.name}: {len(left)} of {len(template)} sentences missing")
        for words in left:
            print(f"  {words}")


def make_ready() -> None:
    """Make the file that the app reads of each language."""
    for path in languages():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


if __name__ == "__main__":
    make_ready() if "ready" in sys.argv[1:] else update()
