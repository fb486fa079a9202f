"""The JSON text of a survey as an object, told where it holds what nothing can be made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from survey.errors import Fault

MOST_BYTES = 2_000_000
# No piece of a survey lies deeper than eight.
DEEPEST = 50
# All numbers in a survey are shorter; Python refuses to read whole ones of thousands of figures.
_LONGEST_NUMBER = 100
_BROKEN = "holds half a character, which cannot be shown; type it again"


def parsed(source: str | bytes) -> tuple[Any, list[Fault]]:
    """Return what a JSON text holds, and each piece of it that cannot be read, with its place.

    Such a piece is replaced, so that the rest can be looked at like that of any other text.

    Raises
    ------
    ValueError
        In plain words, where it is no JSON text, or one that means different things to others.

    Examples
    --------
    >>> document, faults = parsed('{"title": "Half: \\\\ud83d"}')
    >>> print(faults[0])
    title: holds half a character, which cannot be shown; type it again
    """
    try:
        document = _loaded(source)
    except json.JSONDecodeError as error:
        words = f"is not JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        raise ValueError(words) from error
    except UnicodeDecodeError as error:
        raise ValueError("is not UTF-8 text") from error
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error
    faults: list[Fault] = []
    return _legible(document, "", DEEPEST, faults), faults


def _loaded(source: str | bytes) -> Any:
    if len(source) > MOST_BYTES:
        raise ValueError(f"is larger than {MOST_BYTES // 1_000_000} MB")
    return json.loads(
        source,
        object_pairs_hook=_each_key_once,
        parse_constant=_no_constant,
        parse_int=lambda digits: int(digits) if len(digits) < _LONGEST_NUMBER else float(digits),
    )


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key ‘{_whole(key)}’ stands twice in one object; take one out")
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number that can be used")


def _legible(found: Any, place: str, depth: int, faults: list[Fault]) -> Any:
    """The piece at a place with all in it that cannot be read replaced, and listed in faults."""
    if isinstance(found, str):
        whole = _whole(found)
        if whole != found:
            faults.append(Fault(place, _BROKEN))
        return whole
    if not isinstance(found, dict | list):
        return found
    if not depth:
        faults.append(Fault(place, "is nested too deeply"))
        return None
    if isinstance(found, list):
        return [_legible(v, f"{place}[{n}]", depth - 1, faults) for n, v in enumerate(found)]
    return dict(_entries(found, place, depth - 1, faults))


def _entries(
    found: dict[str, Any], place: str, depth: int, faults: list[Fault]
) -> Iterator[tuple[str, Any]]:
    for key, value in found.items():
        at = f"{place}.{_whole(key)}".removeprefix(".")
        yield _legible(key, at, depth, faults), _legible(value, at, depth, faults)


def _whole(text: str) -> str:
    """The text with a question mark for each half of a character that stands alone."""
    return text.encode("utf-8", "replace").decode()
