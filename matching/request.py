"""What is asked of the engine: a brief or an open grouping, with weights and presets."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from matching.errors import RequestError
from matching.instance import Instance

TERM_NAMES = (
    "coverage", "geography", "complementarity", "cohesion", "capacity", "small", "added_value",
)  # fmt: skip

NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1)]
LeadRule = Literal["required", "wanted"]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Weights(_Strict):
    """How much each of the seven terms counts; only the proportions matter."""

    coverage: NotNegative = 0.30
    geography: NotNegative = 0.15
    complementarity: NotNegative = 0.15
    cohesion: NotNegative = 0.15
    capacity: NotNegative = 0.10
    small: NotNegative = 0.05
    added_value: NotNegative = 0.10

    @model_validator(mode="after")
    def _something_counts(self) -> Self:
        if not sum(self.in_order()) > 0:
            raise ValueError("at least one weight must be above 0")
        return self

    def in_order(self) -> tuple[float, ...]:
        """The seven weights in the order of the terms."""
        return tuple(getattr(self, name) for name in TERM_NAMES)


class Preset(_Strict):
    """Weights with a name that people choose, and one sentence that says what they prefer."""

    name: str
    sentence: str
    weights: Weights


class Cell(_Strict):
    """One theme in one area, with the level of provision that is wanted there."""

    theme: Text
    area: Text
    level: Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Size(_Strict):
    """How many members a group may have, both ends included."""

    min: Annotated[int, Field(ge=2)]
    max: Annotated[int, Field(ge=2)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max < self.min:
            raise ValueError(f"max {self.max} is below min {self.min}")
        return self


class _Request(_Strict):
    id: Text
    size: Size
    name: str = ""
    small_turnover: NotNegative = 100_000.0
    lead: LeadRule = "required"
    tie_prior: Share = 0.1
    weights: Weights = Weights()

    @classmethod
    def from_json(cls, source: str | bytes | Mapping[str, Any]) -> Self:
        """Read a request from JSON text or from the object that it holds.

        Null counts as absent.

        Raises
        ------
        RequestError
            Names the field and what is wrong with it.
        """
        plain = _without_nulls(_parsed(source))
        if not isinstance(plain, dict):
            raise RequestError("", "expected a JSON object with named fields")
        try:
            return cls.model_validate_json(json.dumps(plain))
        except ValidationError as error:
            raise _first_problem(error) from None

    def to_json(self) -> dict[str, Any]:
        """The request as a plain object, every default written out."""
        return self.model_dump(mode="json")

    @property
    def target_days(self) -> float:
        """Spare days a week that fill the capacity term."""
        raise NotImplementedError

    def contract_needed(self) -> float | None:
        """The contract that a lead must be able to hold, or None."""
        return None


class Brief(_Request):
    """An opportunity for which one group is sought.

    Examples
    --------
    >>> brief = Brief.from_json({
    ...     "id": "b1", "size": {"min": 2, "max": 4},
    ...     "cells": [{"theme": "play", "area": "W1", "level": 1}]})
    >>> brief.alternatives, brief.weights.coverage
    (5, 0.3)
    """

    cells: Annotated[tuple[Cell, ...], Field(min_length=1)]
    min_capacity_days: NotNegative = 0.0
    contract_value: NotNegative | None = None
    min_small: Annotated[int, Field(ge=0)] = 0
    alternatives: Annotated[int, Field(ge=1)] = 5
    min_difference: Annotated[int, Field(ge=1)] = 2
    must_include: tuple[Text, ...] = ()
    must_exclude: tuple[Text, ...] = ()
    hub: bool = False

    @model_validator(mode="after")
    def _no_cell_twice(self) -> Self:
        seen = set()
        for cell in self.cells:
            if (cell.theme, cell.area) in seen:
                raise ValueError(f"theme {cell.theme!r} in area {cell.area!r} is listed twice")
            seen.add((cell.theme, cell.area))
        return self

    @property
    def target_days(self) -> float:
        """Spare days a week that fill the capacity term."""
        return self.min_capacity_days

    def contract_needed(self) -> float | None:
        """The contract that a lead must be able to hold, or None."""
        return self.contract_value

    def check(self, instance: Instance) -> None:
        """Refuse areas and organisations that the instance does not hold."""
        for position, cell in enumerate(self.cells):
            if cell.area not in instance.areas:
                raise RequestError(f"cells[{position}].area", f"there is no area {cell.area!r}")
        self._check_ids("must_include", self.must_include, instance)
        self._check_ids("must_exclude", self.must_exclude, instance)

    def _check_ids(self, field: str, ids: Sequence[str], instance: Instance) -> None:
        for position, key in enumerate(ids):
            if key not in instance.index:
                raise RequestError(f"{field}[{position}]", f"there is no organisation {key!r}")


class Grouping(_Request):
    """All organisations of a partnership, to be put into groups.

    Examples
    --------
    >>> Grouping.from_json('{"id": "g1", "size": {"min": 3, "max": 6}}').target_capacity_days
    20.0
    """

    target_capacity_days: NotNegative = 20.0
    full_breadth_themes: Annotated[float, Field(ge=1, allow_inf_nan=False)] = 8.0
    one_group_each: bool = False

    @property
    def target_days(self) -> float:
        """Spare days a week that fill the capacity term."""
        return self.target_capacity_days

    def check(self, instance: Instance) -> None:
        """Nothing in a grouping names a row of the instance."""


def _preset(name: str, sentence: str, *weights: float) -> Preset:
    named = dict(zip(TERM_NAMES, weights, strict=True))
    return Preset(name=name, sentence=sentence, weights=Weights(**named))


PRESETS: Mapping[str, Preset] = {
    preset.name: preset
    for preset in (
        _preset(
            "Balanced",
            "A bit of everything: covers the need first, then nearness, fit and working ties.",
            0.30, 0.15, 0.15, 0.15, 0.10, 0.05, 0.10,
        ),
        _preset(
            "By place",
            "Prefers neighbours: groups whose members work close to each other.",
            0.20, 0.40, 0.10, 0.15, 0.05, 0.05, 0.05,
        ),
        _preset(
            "By theme",
            "Prefers groups that do the same kind of work, with the same ages, wherever they are.",
            0.35, 0.05, 0.10, 0.35, 0.05, 0.05, 0.05,
        ),
        _preset(
            "Contract-ready",
            "Prefers groups that cover the need and have the time to deliver it.",
            0.35, 0.05, 0.15, 0.10, 0.30, 0.05, 0.00,
        ),
        _preset(
            "Build on ties",
            "Prefers organisations that already work together.",
            0.20, 0.15, 0.10, 0.45, 0.05, 0.05, 0.00,
        ),
        _preset(
            "New connections",
            "Prefers near neighbours that do not work together yet and can help each other.",
            0.20, 0.10, 0.20, 0.05, 0.05, 0.05, 0.35,
        ),
    )
}  # fmt: skip


def _parsed(source: str | bytes | Mapping[str, Any]) -> object:
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


def _without_nulls(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _without_nulls(part) for key, part in value.items() if part is not None}
    if isinstance(value, list | tuple):
        return [_without_nulls(part) for part in value]
    return value


def _first_problem(error: ValidationError) -> RequestError:
    first = error.errors(include_url=False)[0]
    field = ""
    for part in first["loc"]:
        field += f"[{part}]" if isinstance(part, int) else f".{part}" if field else str(part)
    known = {"missing": "is missing", "extra_forbidden": "is not a field that can be given"}
    problem = known.get(first["type"], first["msg"].removeprefix("Value error, "))
    return RequestError(field, problem)
