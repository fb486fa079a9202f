"""A folder of four CSV files as an instance, and back."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO

from matching.cells import Row
from matching.errors import TableError
from matching.formats.files import write_aside
from matching.instance import Instance
from matching.tables import COLUMNS, REQUIRED, PlainRow

FILES = {table: f"{table}.csv" for table in COLUMNS}


def read_folder(folder: str | os.PathLike[str]) -> Instance:
    """Read organisations.csv and, where they exist, areas.csv, ties.csv and exclusions.csv.

    Parameters
    ----------
    folder : path
        UTF-8 files with or without a byte order mark; columns in any order.

    Returns
    -------
    Instance

    Raises
    ------
    TableError
        Names file, row (1 is the header) and column.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_folder(Instance.from_tables([{"id": "a"}]), folder)
    ...     read_folder(folder).organisations[0].id
    'a'
    """
    rows = {table: _rows(Path(folder), table) for table in COLUMNS}
    return Instance.from_rows(**rows)


def write_folder(instance: Instance, folder: str | os.PathLike[str]) -> None:
    """Write the four files of an instance; each is written aside and then renamed."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for table, rows in instance.tables().items():
        columns = _columns(table, rows)
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        content = text.getvalue().encode("utf-8")
        write_aside(Path(folder) / FILES[table], partial(_write, content))


def _write(content: bytes, file: IO[bytes]) -> None:
    file.write(content)


def _columns(table: str, rows: Iterable[PlainRow]) -> list[str]:
    columns = dict.fromkeys(COLUMNS[table])
    extra = {column for row in rows for column in row if column not in columns}
    return [*columns, *sorted(extra)]


def _rows(folder: Path, table: str) -> list[Row]:
    path = folder / FILES[table]
    if not path.exists():
        if table == "organisations":
            raise TableError(path.name, f"is missing from the folder {folder.name!r}")
        return []
    records = _records(path)
    header = _header(path.name, next(records, (1, []))[1])
    for column in REQUIRED[table]:
        if column not in header:
            raise TableError(path.name, "is missing; add it to the first row", column=column)
    return [
        Row(path.name, number, _cells(path.name, number, header, record))
        for number, record in records
        if any(cell.strip() for cell in record)
    ]


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Records with their number as a spreadsheet shows it: the header is row 1."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(path.name, f"cannot be read as CSV: {error}", row=number) from None
        yield number, record


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableError(path.name, f"cannot be opened: {error.strerror}") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        problem = "is not UTF-8; save the file as CSV UTF-8"
        raise TableError(path.name, problem, row=row) from None


def _header(name: str, record: Sequence[str]) -> list[str]:
    header = [column.strip() for column in record]
    if not any(header):
        raise TableError(name, "has no header; name the columns in the first row", row=1)
    for column in header:
        if column and header.count(column) > 1:
            raise TableError(name, "is named twice in the header", row=1, column=column)
    return header


def _cells(
    name: str, number: int, header: Sequence[str], record: Sequence[str]
) -> dict[str, str | None]:
    unnamed = [cell for column, cell in zip(header, record, strict=False) if not column]
    unnamed += record[len(header) :]
    if any(cell.strip() for cell in unnamed):
        raise TableError(name, "has a value in a column without a name", row=number)
    return {column: cell for column, cell in zip(header, record, strict=False) if column}
