"""Reading a definition, with every fault found at once and its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from survey.brackets import bracket_faults
from survey.conditions import condition_faults
from survey.definition import Definition
from survey.documents import parsed
from survey.errors import BadDefinition, Fault
from survey.kinds import KINDS, kind_of
from survey.kinds.fields import KINDS as FIELD_KINDS
from survey.languages import translation_faults
from survey.outline import Outline, Unread, entries, outline_of
from survey.questions import BLOCK_FIELDS, Question
from survey.references import reference_faults

NOTES = [name for name, kind in KINDS.items() if not kind.asks]
_WORDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda _: "is missing",
    "extra_forbidden": lambda _: "is not known here; take it out",
    "string_type": lambda _: "must be text in quotation marks",
    "bool_type": lambda _: "must be true or false",
    "int_type": lambda _: "must be a whole number",
    "float_type": lambda _: "must be a number",
    "tuple_type": lambda _: "must be a list in square brackets",
    "dict_type": lambda _: "must be an object in curly brackets",
    "model_type": lambda _: "must be an object in curly brackets",
    "model_attributes_type": lambda _: "must be an object in curly brackets",
    "string_too_long": lambda c: f"is too long: at most {c['max_length']} letters",
    "too_short": lambda c: f"needs at least {c['min_length']}",
    "literal_error": lambda c: f"must be one of {c['expected']}",
    "union_tag_not_found": lambda c: f"has no kind; add one of {c['kinds']}",
    "union_tag_invalid": lambda c: f"kind ‘{c['tag']}’ is not known; use one of {c['kinds']}",
    "greater_than_equal": lambda c: f"must be {c['ge']} or more",
    "greater_than": lambda c: f"must be more than {c['gt']}",
    "less_than_equal": lambda c: f"must be {c['le']} or less",
    "string_pattern_mismatch": lambda c: f"must be {_letters(c['pattern'])}",
    "value_error": lambda c: str(c["error"]),
}


def _letters(pattern: str) -> str:
    if "{2,3}" in pattern:
        return "a code of two or three small letters, such as cy"
    some = "letters, digits, - and _" if "A-Z" in pattern else "small letters, digits and _"
    return f"{some}, at most 64"


def read_definition(source: str | bytes) -> Definition:
    """Return the definition in a JSON text.

    Raises
    ------
    BadDefinition
        With every fault and its place in ``faults``.

    Examples
    --------
    >>> from survey import BadDefinition, read_definition
    >>> try:
    ...     read_definition('{"id": "s", "sections": []}')
    ... except BadDefinition as error:
    ...     print(error)
    title: is missing
    sections: holds nothing; add a section with a question
    """
    definition, faults = _judged(source)
    if definition is None or faults:
        raise BadDefinition(faults)
    return definition


def check_definition(source: str | bytes) -> list[Fault]:
    """Return everything that is wrong in a definition, in the order of the document.

    Parameters
    ----------
    source : str or bytes
        JSON text, UTF-8.

    Returns
    -------
    list of Fault
        Empty if the definition can be used.

    Examples
    --------
    >>> from survey import check_definition
    >>> print(check_definition('{"id": "s", "title": "T", "sections": 3}')[0])
    sections: must be a list in square brackets
    """
    return _judged(source)[1]


def _judged(source: str | bytes) -> tuple[Definition | None, list[Fault]]:
    """The definition, None where it has not its shape, and all that is wrong in it."""
    try:
        document, illegible = parsed(source)
    except ValueError as error:
        return None, [Fault("", str(error))]
    if not isinstance(document, dict):
        return None, [Fault("", "must be an object in curly brackets")]
    definition, shape = _shaped(document)
    outline = outline_of(document)
    translated = definition or _but_for_unread(document, outline)
    faults = [
        *illegible,
        *shape,
        *_empty_faults(document),
        *_rule_faults(outline),
        *condition_faults(outline),
        *bracket_faults(outline),
        *reference_faults(outline),
        *(translation_faults(translated) if translated else ()),
    ]
    return definition, sorted(dict.fromkeys(faults), key=lambda fault: _order(fault.place))


def _shaped(document: dict[str, Any]) -> tuple[Definition | None, list[Fault]]:
    try:
        return Definition.model_validate_json(json.dumps(document)), []
    except ValidationError as error:
        found = (one for one in error.errors(include_url=False) if not _is_an_echo(one))
        return None, [Fault(_place(one), _sentence(one)) for one in found]


def _is_an_echo(found: Any) -> bool:
    """Tell whether a list is only called too short because of faults in what it holds."""
    if found["type"] != "too_short":
        return False
    least: int = found["ctx"]["min_length"]
    return len(found["input"]) >= least


def _but_for_unread(document: dict[str, Any], outline: Outline) -> Definition | None:
    """The definition without the questions that cannot be read, and without their translations."""
    bare = [{**section, "questions": []} for _, section in entries(document, "sections")]
    definition, _ = _shaped({**document, "sections": bare})
    if definition is None:
        return None
    sections = tuple(
        section.model_copy(update={"questions": read.legible})
        for section, read in zip(definition.sections, outline.sections, strict=True)
    )
    away = tuple(f"questions.{one}." for one in outline.unread)
    translations = {
        language: {place: words for place, words in texts.items() if not place.startswith(away)}
        for language, texts in definition.translations.items()
    }
    return definition.model_copy(update={"sections": sections, "translations": translations})


def _sentence(found: Any) -> str:
    words = _WORDS.get("float_type" if _of_either_number(found) else found["type"])
    kinds = FIELD_KINDS if "fields" in found["loc"] else KINDS
    context = {"kinds": ", ".join(kinds), **found.get("ctx", {})}
    return words(context) if words else str(found["msg"])


def _place(found: Any) -> str:
    """Return a path without what Pydantic puts in: kinds, types of numbers, what is a key."""
    loc = found["loc"][:-1] if _of_either_number(found) else found["loc"]
    steps = [step for n, step in enumerate(loc) if step != "[key]" and not _is_tag(loc, n)]
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in steps).removeprefix(".")


def _of_either_number(found: Any) -> bool:
    """Tell whether a number is missing that may be whole or not: each of the two is told of."""
    return found["type"] in ("int_type", "float_type") and found["loc"][-1] in ("int", "float")


def _is_tag(loc: tuple[int | str, ...], n: int) -> bool:
    """Tell whether a step is the kind of the question or field that stands before it."""
    return n > 1 and isinstance(loc[n - 1], int) and loc[n - 2] in ("questions", "fields")


def _empty_faults(document: dict[str, Any]) -> Iterator[Fault]:
    if document.get("sections") == []:
        yield Fault("sections", "holds nothing; add a section with a question")
    for n, section in entries(document, "sections"):
        questions = [q for _, q in entries(section, "questions")]
        idle = [q for q in questions if q.get("retired") or q.get("kind") in NOTES]
        if isinstance(section.get("questions"), list) and idle == questions:
            yield Fault(f"sections[{n}].questions", "holds no question to ask; add one")


def _rule_faults(outline: Outline) -> Iterator[Fault]:
    """What is wrong in pieces that have their shape."""
    yield from _twice((f"sections[{n}]", one.id) for n, one in enumerate(outline.sections))
    named = [(place, question.id) for place, question in outline.questions()]
    calculations = enumerate(outline.calculations)
    yield from _twice([*named, *((f"calculations[{n}]", one) for n, one in calculations)])
    fed_by: dict[str, str] = {}
    for place, question in outline.questions():
        if isinstance(question, Unread):
            continue
        for fault in kind_of(question).faults(question):
            yield Fault(f"{place}.{fault.place}", fault.message)
        if not question.retired:
            yield from _feed_faults(place, question, fed_by)


def _feed_faults(place: str, question: Question, fed_by: dict[str, str]) -> Iterator[Fault]:
    kind = kind_of(question)
    if question.feeds is None:
        return
    if question.feeds not in kind.feeds:
        possible = ", ".join(sorted(kind.feeds)) or "nothing"
        words = f"a {kind.name} question cannot feed {question.feeds}; it can feed: {possible}"
        yield Fault(f"{place}.feeds", words)
        return
    for name in getattr(question, "parts", BLOCK_FIELDS.get(question.feeds, (question.feeds,))):
        other = fed_by.setdefault(name, question.id)
        if other != question.id:
            yield Fault(f"{place}.feeds", f"{name} is fed by the question ‘{other}’ already")


def _twice(named: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, name in named:
        if name in seen:
            yield Fault(f"{place}.id", f"‘{name}’ stands there twice; give it another id")
        seen.add(name)


def _order(place: str) -> list[tuple[int, int]]:
    """Return a key that sorts places as they stand in the document."""
    return [(1, int(n)) for n in re.findall(r"\[(\d+)\]", place)]
