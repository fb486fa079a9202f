"""Records of a group: their ids, how a page writes and reads them, adding and removing one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from pydantic import Field

from survey.context import Context
from survey.controls import Raw
from survey.kinds.fields import AnyField, read_field, write_field
from survey.questions import QuestionId, Strict

ADD, REMOVE = "add", "remove"
LONGEST_TYPED, MOST_PARTS = 4000, 8
_ID = re.compile(r"r([1-9][0-9]{0,5})")
RecordId = Annotated[str, Field(pattern=r"^r[1-9][0-9]{0,5}$")]


class Record(Strict):
    """One record: what each field says, and what was typed where that cannot be understood."""

    id: RecordId
    given: dict[QuestionId, Any] = {}
    typed: dict[QuestionId, dict[str, list[str]]] = {}

    @property
    def says_something(self) -> bool:
        """Whether anything stands in any field."""
        return bool(self.given or self.typed)


class Records(Strict):
    """The records in order; ``last`` is the highest number given, so that none is given twice."""

    records: list[Record]
    last: Annotated[int, Field(ge=0, le=999_999)] = 0

    @property
    def filled(self) -> list[Record]:
        """Those that say something."""
        return [record for record in self.records if record.says_something]


def ids_in(raw: Raw) -> list[str]:
    """Return the ids of the records that a page tells of, in its order.

    Examples
    --------
    >>> ids_in({"r3-name": ["Kim"], "r7-name": [], "r3-days": [], "add": ["1"], "r-x": []})
    ['r3', 'r7']
    """
    found = dict.fromkeys(part.split("-")[0] for part in raw if "-" in part)
    return [one for one in found if _ID.fullmatch(one)]


def left_in(raw: Raw, most: int) -> list[str]:
    """Return the ids of those records of a posted page that were not removed."""
    removed = set(raw.get(REMOVE, ()))
    return [one for one in ids_in(raw) if one not in removed][: 2 * most]


def shown_ids(least: int, raw: Raw) -> list[str]:
    """Return the ids of the records that a page shows: those there are, or at first empty ones."""
    return ids_in(raw) or [f"r{number}" for number in range(1, max(1, least) + 1)]


def parts_of(raw: Raw, part: str) -> dict[str, Sequence[str]]:
    """Return what was typed in a field of a record, by the parts of the field.

    Examples
    --------
    >>> parts_of({"r1-born-day": ["3"], "r1-born": [], "r1-bornx": ["9"]}, "r1-born")
    {'day': ['3'], '': []}
    """
    found = {key[len(part) + 1 :]: raw[key] for key in raw if key.startswith(f"{part}-")}
    return {**found, "": raw[part]} if part in raw else found


def read_records(
    fields: Sequence[AnyField], most: int, context: Context, raw: Raw, before: Records | None
) -> Records | None:
    """Return the records that a posted page gives, one more where its button was pressed.

    Where one is empty still, that is the one to fill in, and none is added.
    """
    earlier = {record.id: record for record in before.records} if before else {}
    found = [_read(one, fields, context, raw, earlier.get(one)) for one in left_in(raw, most)]
    if not any(record.says_something for record in found):
        return None
    numbers = [int(one[1:]) for one in [*earlier, *ids_in(raw)]]
    last = max([before.last if before else 0, *numbers])
    full = len(found) >= most or last >= 999_999
    if raw.get(ADD) and not full and all(record.says_something for record in found):
        last += 1
        found.append(Record(id=f"r{last}"))
    return Records(records=found, last=last)


def written(fields: Iterable[AnyField], value: Records) -> dict[str, Sequence[str]]:
    """Return what a page would post to give these records, those that are empty among them."""
    raw: dict[str, Sequence[str]] = {}
    for record in value.records:
        for field in fields:
            at = f"{record.id}-{field.id}"
            typed = record.typed.get(field.id)
            parts: Raw = typed or write_field(field, record.given.get(field.id))
            # A field that is empty is there all the same, so that its record is.
            raw[at] = ()
            raw |= {f"{at}-{part}" if part else at: texts for part, texts in parts.items()}
    return raw


def _read(
    record: str, fields: Iterable[AnyField], context: Context, raw: Raw, before: Record | None
) -> Record:
    given: dict[str, Any] = {}
    typed: dict[str, dict[str, list[str]]] = {}
    for field in fields:
        # What is no longer asked for was not on the page, and stays as it was.
        value, understood = before.given.get(field.id) if before else None, True
        if not field.retired:
            parts = parts_of(raw, f"{record}-{field.id}")
            value, understood = read_field(field, context, parts)
            if not understood:
                typed[field.id] = _as_typed(parts)
        if understood and value is not None:
            given[field.id] = value
    return Record(id=record, given=given, typed=typed)


def _as_typed(parts: Raw) -> dict[str, list[str]]:
    filled = [(part[:64], texts) for part, texts in parts.items() if any(texts)]
    return {
        part: [t[:LONGEST_TYPED] for t in texts[:MOST_PARTS]] for part, texts in filled[:MOST_PARTS]
    }
