"""Reading tables that people give us: CSV of any separator, with a clear word for each fault."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from typing import IO

from portal.errors import Refused, TooLarge

MEGABYTE = 1024 * 1024
LONGEST_CELL = 100_000
SEPARATORS = ",;\t"
AS_UTF_8 = 'In Excel choose "Save as" and then "CSV UTF-8".'


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number as a spreadsheet counts it, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns, and its rows, read one by one."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


def read_upload(stream: IO[bytes], most_bytes: int = 5 * MEGABYTE) -> bytes:
    """Read a file that somebody sends, or refuse it before it fills the memory."""
    content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise TooLarge(f"The file is larger than {most_bytes // MEGABYTE} MB. Send it in parts.")
    return content


def decode(content: bytes) -> str:
    """Turn a file's bytes into text, or say how to save it so that we can."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:1000]:
        raise Refused(f"This is no CSV in UTF-8: it may be UTF-16 or a workbook. {AS_UTF_8}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise Refused(f"Row {row} holds a letter that is not in UTF-8. {AS_UTF_8}") from None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise Refused(f"Row {row} holds a character that no text has (NUL). Save the file again.")
    return text


def read_csv(content: bytes, most_rows: int = 1_000_000) -> Table:
    """Read a CSV from memory; all of its rows are checked before the first is used."""
    table = read_lines(io.StringIO(decode(content), newline=""))
    rows: list[Row] = []
    for row in table.rows:
        if len(rows) == most_rows:
            raise TooLarge(f"The file has more than {most_rows:,} rows. Send it in parts.")
        rows.append(row)
    return Table(table.columns, iter(rows))


def read_lines(lines: IO[str]) -> Table:
    """Read a CSV from open lines, one row at a time."""
    start, first = 1, lines.readline()
    while first and not first.strip(" \t\r\n,;"):
        start, first = start + 1, lines.readline()
    if not first:
        raise Refused("The file is empty. Its first row must name the columns.")
    parsed = parse(chain([first], lines), max(SEPARATORS, key=first.count), start)
    columns = name_columns(next(parsed)[1])
    return Table(columns, read_rows(parsed, columns))


def name_columns(cells: list[str]) -> tuple[str, ...]:
    """Give the names of the columns, or say which stands there twice."""
    names = tuple(cell.strip() for cell in cells)
    seen: set[str] = set()
    for name in names:
        if name and name.casefold() in seen:
            raise Refused(f"Two columns are called “{name}”. Keep one of them.")
        seen.add(name.casefold())
    return names


def read_rows(parsed: Iterator[tuple[int, list[str]]], columns: tuple[str, ...]) -> Iterator[Row]:
    """Give the rows below the header; rows without anything in them are passed over."""
    for number, cells in parsed:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            raise Refused(
                f"Row {number} has {len(cells)} cells and the header {len(columns)}. "
                "A cell that holds the separator needs quotation marks around it."
            )
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        named = zip(columns, padded, strict=False)
        yield Row(number, {name: cell.strip() for name, cell in named if name})


def parse(lines: Iterable[str], separator: str, start: int) -> Iterator[tuple[int, list[str]]]:
    """Parse lines, counting rows as a spreadsheet does."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    for number in count(start):
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused(f"Row {number}: {fault_in_words(error)}") from None
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise Refused(f"Row {number}: {TOO_LONG}")
        yield number, cells


TOO_LONG = (
    f"one cell holds more than {LONGEST_CELL:,} characters. "
    "Look for a quotation mark that opens and does not close."
)


def fault_in_words(error: csv.Error) -> str:
    """Say what is wrong with a row in words that help to mend it."""
    if "field larger" in str(error):
        return TOO_LONG
    return (
        "a quotation mark is out of place. One that belongs to the text is written twice, "
        "and one that opens a cell must close it."
    )
