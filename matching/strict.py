"""Objects read from JSON without guessing: wrong types, unknown and doubled keys are refused."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from matching.errors import RequestError


class Strict(BaseModel):
    """A frozen model that takes exactly its fields, in exactly their types."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


def parsed(source: str | bytes | Mapping[str, Any]) -> object:
    """The plain value in JSON text, or the object itself."""
    if isinstance(source, Mapping):
        return source
    try:
        return json.loads(source, object_pairs_hook=_each_key_once)
    except UnicodeDecodeError:
        raise RequestError("", "is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        problem = f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        raise RequestError("", problem) from None
    except RecursionError:
        raise RequestError("", "is nested too deep") from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RequestError(key, "is given twice; keep one")
        found[key] = value
    return found


def without_nulls(value: object) -> object:
    """The same value in which a null key is an absent one."""
    if isinstance(value, Mapping):
        return {key: without_nulls(part) for key, part in value.items() if part is not None}
    if isinstance(value, list | tuple):
        return [without_nulls(part) for part in value]
    return value


def first_problem(error: ValidationError) -> RequestError:
    """The first fault of a model, with the path of its field."""
    first = error.errors(include_url=False)[0]
    field = ""
    for part in first["loc"]:
        field += f"[{part}]" if isinstance(part, int) else f".{part}" if field else str(part)
    return RequestError(field, _words(first["type"], first.get("ctx", {}), first["msg"]))


def _words(kind: str, numbers: Mapping[str, Any], otherwise: str) -> str:
    """What is wrong and how to mend it, in plain words where we have some."""
    known = {
        "missing": "is missing",
        "extra_forbidden": "is not a field that can be given",
        "too_short": f"needs at least {numbers.get('min_length')} entry",
        "string_too_short": "is empty",
        "string_type": "must be text in quotes",
        "int_type": "must be a whole number without quotes, such as 3",
        "int_from_float": "must be a whole number, such as 3",
        "float_type": "must be a number without quotes, such as 2.5",
        "bool_type": "must be true or false",
        "tuple_type": "must be a list in square brackets",
        "model_type": "must be an object in curly brackets",
        "finite_number": "must be a finite number",
        "greater_than": f"must be more than {numbers.get('gt')}",
        "greater_than_equal": f"must be {numbers.get('ge')} or more",
        "less_than_equal": f"must be {numbers.get('le')} or less",
        "literal_error": f"must be {numbers.get('expected')}",
    }
    return known.get(kind, otherwise.removeprefix("Value error, "))
