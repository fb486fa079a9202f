"""The canonical form of an instance, from which its fingerprint is made: one JSON object."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from matching.tables import PlainRow

ROWS_AT_ONCE = 1_000
T = TypeVar("T")

_plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class _Table(NamedTuple):
    """Rows as they were last asked for, the text of each, and all of them together."""

    rows: Sequence[object]
    texts: list[bytes]
    joined: bytes


_NO_ROWS = _Table((), [], b"")


def shared_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """Up to where, and from where on, two sequences hold the same objects; counted in `new`."""
    most = min(len(old), len(new))
    start = next((place for place in range(most) if old[place] is not new[place]), most)
    tail = 0
    while tail < most - start and old[-1 - tail] is new[-1 - tail]:
        tail += 1
    return start, len(new) - tail


class RowTexts:
    """The canonical text of rows met before, so that one edit costs one row.

    A row is known again by being the same object, not by being equal: a number may be written in
    two ways.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._known: dict[int, tuple[object, bytes]] = {}
        self._last: dict[str, _Table] = {}

    def of(self, table: str, rows: Sequence[T], row: Callable[[T], PlainRow]) -> bytes:
        """The texts of the rows of a table with commas between them."""
        last = self._last.get(table, _NO_ROWS)
        if last.rows is not rows:
            start, end = shared_ends(last.rows, rows)
            texts = [*last.texts[:start], *(self._text(one, row) for one in rows[start:end])]
            texts += last.texts[len(last.texts) - (len(rows) - end) :]
            last = self._last[table] = _Table(rows, texts, b",".join(texts))
        return last.joined

    def _text(self, one: T, row: Callable[[T], PlainRow]) -> bytes:
        found = self._known.get(id(one))
        if found is None:
            # The row is held as well, so that no other object can come to have its id.
            found = self._known[id(one)] = (one, _plain(row(one)).encode("utf-8"))
        return found[1]

    def __len__(self) -> int:
        """How many rows are known."""
        return len(self._known)


def hash_of(parts: Iterable[bytes]) -> str:
    """SHA-256 of a text in parts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def whole(tables: Mapping[str, bytes]) -> Iterator[bytes]:
    """The canonical form, from the rows of each table with commas between them."""
    for place, (table, rows) in enumerate(tables.items()):
        yield _opening(place, table)
        yield rows
        yield b"]"
    yield b"}"


def streamed(tables: Mapping[str, Iterator[PlainRow]]) -> Iterator[bytes]:
    """The same from rows that nobody holds together."""
    for place, (table, rows) in enumerate(tables.items()):
        yield _opening(place, table)
        for number, some in enumerate(_some_at_once(rows)):
            yield b"," * (number > 0) + _plain(some)[1:-1].encode("utf-8")
        yield b"]"
    yield b"}"


def _opening(place: int, table: str) -> bytes:
    return f"{',' if place else '{'}{_plain(table)}:[".encode()


def _some_at_once(rows: Iterator[PlainRow]) -> Iterator[list[Any]]:
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield some
