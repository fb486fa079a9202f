"""A survey in other languages: what each of them lacks, and files for those who translate."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel.support import Translations

from portal.errors import NotThere, Refused
from portal.files.tables import read_csv
from portal.surveys.exports import harmless, write_csv
from portal.web.languages import TRANSLATIONS, is_translated, own_name
from survey import Definition, Fault, check_definition, missing_texts, read_definition, text_faults
from survey import texts as texts_of

COLUMNS = ("place", "original", "translation")
MOST_ROWS = 20_000
NEEDED = ("place", "translation")
Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """How far a survey is in one language."""

    code: str
    name: str
    texts: int
    missing: int
    is_own: bool

    @property
    def whole(self) -> bool:
        """Whether those who answer are offered it."""
        return not self.missing

    @property
    def has_buttons(self) -> bool:
        """Whether the words of Patchwork itself are there in it."""
        return is_translated(self.code)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a survey; `translation` is empty where there is none yet."""

    place: str
    original: str
    translation: str


@dataclass(frozen=True, slots=True)
class Given:
    """One line of a file that a translator sends, and where it stands in the file."""

    at: str
    place: str
    original: str
    translation: str


def list_tongues(definition: Definition) -> list[Tongue]:
    """List the languages of a survey, its own first, and how far each is."""
    codes = [definition.language, *definition.translations]
    return [tongue_of(definition, code) for code in dict.fromkeys(codes)]


def tongue_of(definition: Definition, code: str) -> Tongue:
    """Tell how far a survey is in a language, begun or not."""
    whole = len(texts_of(definition))
    left = len(missing_texts(definition, code))
    return Tongue(code, own_name(code), whole, left, code == definition.language)


def check_code(definition: Definition, code: str) -> str:
    """Give the code of a language that a survey may be translated into, or NotThere."""
    letters = code.isascii() and code.isalpha() and code.islower() and 2 <= len(code) <= 3
    if not letters or code == definition.language:
        raise NotThere()
    return code


def list_texts(definition: Definition, code: str) -> list[Text]:
    """List every text of a survey with its words in a language."""
    there = definition.translations.get(code, {})
    return [
        Text(place, words, there.get(place, "")) for place, words in texts_of(definition).items()
    ]


def to_translate(definition: Definition, code: str) -> list[Text]:
    """List every text; where Patchwork itself knows the words in the language, they stand there."""
    known = Translations.load(str(TRANSLATIONS), [code])
    found = []
    for text in list_texts(definition, code):
        usual = known.gettext(text.original)
        ready = text.translation or (usual if usual != text.original else "")
        found.append(Text(text.place, text.original, ready))
    return found


def words_csv(definition: Definition, code: str) -> str:
    """Write all texts for a translator, as a table; no cell is run as a formula."""
    rows = [(one.place, one.original, one.translation) for one in to_translate(definition, code)]
    return write_csv([COLUMNS, *rows])


def words_json(definition: Definition, code: str) -> str:
    """Write all texts for a translator's program."""
    found = [
        dict(zip(COLUMNS, (one.place, one.original, one.translation), strict=True))
        for one in to_translate(definition, code)
    ]
    document = {"language": code, "texts": found}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_words(content: bytes, definition: Definition, code: str) -> tuple[Words, list[Fault]]:
    """Read what a translator sends, a table or JSON; the words by place, and all that is wrong.

    Lines without a translation change nothing. Where an original stands beside it, it must be what
    the survey says now, so that no words for an older text are taken.

    Raises
    ------
    Refused
        Where the file cannot be read at all.
    """
    lines = list(json_lines(content, code) if looks_like_json(content) else csv_lines(content))
    filled = [line for line in lines if line.translation]
    faults = [*twice(filled), *(fault for one in filled for fault in amiss(one, definition))]
    words = {line.place: line.translation for line in filled}
    if not filled and not faults:
        raise Refused("No line of this file has a translation. Fill in that column first.")
    return words, faults


def looks_like_json(content: bytes) -> bool:
    """Tell whether a file is meant to be JSON."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"{", b"["}


def csv_lines(content: bytes) -> Iterator[Given]:
    """Yield the lines of a table."""
    table = read_csv(content, MOST_ROWS)
    lacking = [name for name in NEEDED if name not in table.columns]
    if lacking:
        raise Refused(
            f"There is no column “{lacking[0]}”. The first row names the columns: "
            f"{', '.join(COLUMNS)}."
        )
    for row in table.rows:
        cells = {name: plain(row.cells.get(name, "")) for name in COLUMNS}
        yield Given(f"row {row.number}", cells["place"], cells["original"], cells["translation"])


def json_lines(content: bytes, code: str) -> Iterator[Given]:
    """Yield the texts of a JSON document."""
    try:
        document: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise Refused("This is no JSON. Choose the file that you downloaded here.") from None
    listed = document.get("texts") if isinstance(document, dict) else document
    if not isinstance(listed, list):
        raise Refused("There is no list “texts” in this file. Choose the file from here.")
    if isinstance(document, dict) and document.get("language", code) != code:
        raise Refused(f"This file is for the language “{document['language']!s:.20}”.")
    for number, one in enumerate(listed):
        cells = one if isinstance(one, Mapping) else {}
        said = [cells.get(name, "") for name in COLUMNS]
        if not all(isinstance(words, str) for words in said) or not cells:
            raise Refused(f"texts[{number}] is not a text with {', '.join(COLUMNS)}.")
        yield Given(f"texts[{number}]", *(words.strip() for words in said))


def plain(cell: str) -> str:
    """Take the apostrophe off a cell that has it against formulas."""
    if cell.startswith("'") and harmless(cell[1:]) == cell:
        return cell[1:]
    return cell


def twice(lines: list[Given]) -> Iterator[Fault]:
    """Yield each line whose place stood there before."""
    seen: dict[str, str] = {}
    for line in lines:
        if line.place in seen:
            words = f"‘{line.place}’ stands in {seen[line.place]} too. Keep one of them"
            yield Fault(line.at, words)
        seen.setdefault(line.place, line.at)


def amiss(line: Given, definition: Definition) -> Iterator[Fault]:
    """Yield what is wrong with one line."""
    for fault in text_faults(definition, {line.place: line.translation}):
        yield Fault(line.at, f"‘{line.place}’ {fault.message}")
    now = texts_of(definition).get(line.place)
    if line.original and now is not None and same(line.original) != same(now):
        words = f"‘{line.place}’ says something else now: “{now[:200]}”. Translate that"
        yield Fault(line.at, words)


def same(words: str) -> str:
    """Give words as they are compared: programs for tables change blanks and ends of lines."""
    return " ".join(words.split())


def with_words(definition: Definition, code: str, words: Words) -> tuple[Definition, list[Fault]]:
    """Give the survey with more words in a language, or what is wrong in it with them."""
    there = {**definition.translations.get(code, {}), **words}
    document = definition.model_dump(mode="json", exclude_defaults=True)
    document["translations"] = {**definition.translations, code: there}
    text = json.dumps(document, ensure_ascii=False)
    faults = check_definition(text)
    return (definition if faults else read_definition(text)), faults
