"""Answers as plain objects, as files and stores hold them, and back."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError

from matching.errors import ResultError


class Stored:
    """What a frozen dataclass inherits to be written as a plain object and read back equal."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """The plain object, for files and stores."""
        answer: Any = type(self)
        plain: dict[str, Any] = _adapter_of(answer).dump_python(self, mode="json")
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Read the object back; ResultError names the part that cannot be read."""
        kind: Any = cls
        try:
            answer: Self = _adapter_of(kind).validate_json(json.dumps(plain), strict=True)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            raise ResultError(place, first["msg"]) from None
        return answer


@cache
def _adapter_of(answer: Any) -> TypeAdapter[Any]:
    return TypeAdapter(answer)
