"""Lists inside a question: options, items, things to agree to, parts of a block."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from survey.comparing.changes import Change, Verdict, in_another_order, short
from survey.comparing.settings import AGREED, GONE, KEPT, NEEDED, TIGHTER, judge

NOUNS = {"options": "Option", "items": "Line", "facts": "Fact", "fields": "Field"}
# Lists of words of a fixed set, what each is called, and what is lost where one goes.
FIXED_LISTS = {
    "parts": ("Part", GONE),
    "follow_ups": ("Further page", GONE),
    "accept": ("Files", TIGHTER),
}
REUSED = "What is retired keeps its meaning for ever. Give the new one an id of its own."
NEW = "Nobody has answered it yet, so nothing is lost."
STAYS = "It is no longer offered; answers that have it stay and are shown."
RETURNS = "It means what it meant before."


def compare_entries(
    field: str, before: Sequence[Any], after: Sequence[Any], place: str, every: bool
) -> Iterator[Change]:
    """Yield what changes in a list whose entries have keys; ``every``: all must be answered."""
    old = {entry.key: entry for entry in before}
    new = {entry.key: entry for entry in after}
    for n, (key, entry) in enumerate(new.items()):
        at, subject = f"{place}.{field}[{n}]", subject_of(field, entry.label)
        if key not in old:
            yield added(entry, every).at(at, subject)
        else:
            yield from compare_settings(old[key], entry, at, subject, {"key"})
    for n, (key, entry) in enumerate(old.items()):
        if key not in new:
            gone = Verdict(f"It is taken out (its key is ‘{key}’).", False, GONE)
            yield gone.at(f"{place}.{field}[{n}]", subject_of(field, entry.label))
    yield from order_of(field, list(old), list(new), place)


def compare_fixed(
    field: str, before: Sequence[str], after: Sequence[str], place: str
) -> Iterator[Change]:
    """Yield what changes in a list of words of a fixed set."""
    noun, lost = FIXED_LISTS[field]
    for n, part in enumerate(after):
        if part not in before:
            yield Verdict("New.", True, NEW).at(f"{place}.{field}[{n}]", f"{noun} ‘{part}’")
    for n, part in enumerate(before):
        if part not in after:
            gone = Verdict("No longer asked for.", False, lost)
            yield gone.at(f"{place}.{field}[{n}]", f"{noun} ‘{part}’")
    yield from order_of(field, before, after, place)


def order_of(
    field: str, before: Sequence[str], after: Sequence[str], place: str
) -> Iterator[Change]:
    """Yield a change where those that stay stand in another order."""
    if in_another_order(before, after):
        noun = NOUNS.get(field) or FIXED_LISTS[field][0]
        moved = Verdict("They stand in another order.", True, KEPT)
        yield moved.at(f"{place}.{field}", f"{noun}s" if not noun.endswith("s") else noun)


def compare_settings(
    before: BaseModel, after: BaseModel, place: str, subject: str, apart: Collection[str]
) -> Iterator[Change]:
    """Yield a change for each setting that is otherwise, but for those judged elsewhere.

    What is retired keeps its words, or its id could come to stand for something else.
    """
    was_retired = bool(getattr(before, "retired", False))
    for name in type(after).model_fields:
        old, new = _setting(before, name), _setting(after, name)
        if name in apart or old == new:
            continue
        if name == "retired":
            verdict = _retired(bool(new))
        elif name == "label" and was_retired:
            verdict = Verdict(f"Retired, and gets other words: {short(new)}.", False, REUSED)
        else:
            verdict = judge(type(after), name, old, new)
        if name == "label" and hasattr(after, "must"):
            verdict = Verdict(verdict.words, verdict.safe, AGREED)
        yield verdict.at(f"{place}.{name}".removeprefix("."), subject)


def added(entry: Any, every: bool) -> Verdict:
    """Judge an entry that was not in a list before."""
    if getattr(entry, "must", False) or (every and not entry.retired):
        return Verdict("It is new and must be answered.", False, NEEDED)
    return Verdict("It is new.", True, NEW)


def subject_of(field: str, label: str) -> str:
    """Return what an entry of a list is called."""
    return f"{NOUNS[field]} {short(label)}"


def _retired(now: bool) -> Verdict:
    return Verdict("It is retired.", True, STAYS) if now else Verdict("It is back.", True, RETURNS)


def _setting(model: BaseModel, name: str) -> Any:
    """The value of a setting; a text has a limit even where none is set."""
    return getattr(model, "most" if name == "limit" else name, None)
