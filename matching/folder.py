"""A folder of four CSV files as an instance, and back."""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import IO

from matching.csv_rows import FILES, fault_of, rows_of
from matching.errors import TableError
from matching.formats.files import write_aside
from matching.instance import Instance
from matching.tables import COLUMNS, PlainRow


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
    place = Path(folder)
    try:
        return Instance.from_rows(**{table: rows_of(place, table) for table in COLUMNS})
    except TableError as error:
        # What is wrong with a file as a whole is told before what is wrong with one of its cells.
        fault = fault_of(place) or error
    raise fault


def write_folder(instance: Instance, folder: str | os.PathLike[str]) -> None:
    """Write the four files of an instance; each is written aside and then renamed."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    for table, rows in instance.rows().items():
        columns = [*COLUMNS[table], *(_extra(instance) if table == "organisations" else ())]
        write_aside(Path(folder) / FILES[table], partial(_write, columns, rows))


def _write(columns: Sequence[str], rows: Iterable[PlainRow], file: IO[bytes]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    # Whoever opened the file still has to close it.
    text.detach()


def _extra(instance: Instance) -> list[str]:
    """Columns of the attributes, by name."""
    extra = {column for one in instance.organisations for column in one.attributes}
    return sorted(extra.difference(COLUMNS["organisations"]))
