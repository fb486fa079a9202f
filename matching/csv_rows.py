"""Rows of one CSV file, a row at a time, and the first thing that is wrong with a whole folder."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from matching.cells import Row
from matching.errors import TableError
from matching.tables import COLUMNS, REQUIRED

FILES = {table: f"{table}.csv" for table in COLUMNS}

Cells = Mapping[str, str | None]


def rows_of(folder: Path, table: str) -> Iterator[Row]:
    """The rows of a table, read as they are asked for; none where there is no such file."""
    path = folder / FILES[table]
    if not path.exists():
        if table == "organisations":
            raise TableError(path.name, f"is missing from the folder {folder.name!r}")
        return
    records = _records(path)
    header = _header(path.name, next(records, (1, []))[1])
    for column in REQUIRED[table]:
        if column not in header:
            raise TableError(path.name, "is missing; add it to the first row", column=column)
    cells = _cells(path.name, header)
    for number, record in records:
        if any(map(str.strip, record)):
            yield Row(path.name, number, cells(number, record))


def fault_of(folder: Path) -> TableError | None:
    """The first reason why a file of the folder is no table, whatever its cells hold."""
    try:
        for table, name in FILES.items():
            _check_encoding(folder / name)
            for _ in rows_of(folder, table):
                pass
    except TableError as fault:
        return fault
    return None


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Records with their number as a spreadsheet shows it: the header is row 1."""
    number = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for record in csv.reader(file, strict=True):
                number += 1
                yield number, record
    except csv.Error as error:
        raise TableError(path.name, f"cannot be read as CSV: {error}", row=number + 1) from None
    except UnicodeDecodeError:
        _check_encoding(path)
        raise
    except OSError as error:
        raise TableError(path.name, f"cannot be opened: {error.strerror}") from None


def _check_encoding(path: Path) -> None:
    """Refuse a file that is not UTF-8; no character of UTF-8 holds the byte that ends a line."""
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                _check_line(path.name, number, line)
    except OSError as error:
        raise TableError(path.name, f"cannot be opened: {error.strerror}") from None


def _check_line(name: str, number: int, line: bytes) -> None:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        problem = "is not UTF-8; save the file as CSV UTF-8"
        raise TableError(name, problem, row=number) from None


def _header(name: str, record: Sequence[str]) -> list[str]:
    header = [column.strip() for column in record]
    if not any(header):
        raise TableError(name, "has no header; name the columns in the first row", row=1)
    for column in header:
        if column and header.count(column) > 1:
            raise TableError(name, "is named twice in the header", row=1, column=column)
    return header


def _cells(name: str, header: Sequence[str]) -> Callable[[int, Sequence[str]], Cells]:
    """What makes cells of a record under this header."""
    nameless = [place for place, column in enumerate(header) if not column]

    def cells(number: int, record: Sequence[str]) -> Cells:
        beyond = record[len(header) :] if len(record) > len(header) else ()
        if beyond or nameless:
            surplus = (*(record[place] for place in nameless if place < len(record)), *beyond)
            if any(map(str.strip, surplus)):
                raise TableError(name, "has a value in a column without a name", row=number)
        found: dict[str, str | None] = dict(zip(header, record, strict=False))
        found.pop("", None)
        return found

    return cells
