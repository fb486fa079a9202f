"""What is asked of the engine: a brief or an open grouping, with weights and presets."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from matching.errors import RequestError
from matching.instance import Instance
from matching.strict import Strict, first_problem, parsed, without_nulls
from matching.weights import PRESETS, TERM_NAMES, NotNegative, Preset, Weights

__all__ = ["PRESETS", "TERM_NAMES", "Brief", "Cell", "Grouping", "Preset", "Size", "Weights"]

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Text = Annotated[str, Field(min_length=1)]
LeadRule = Literal["required", "wanted"]


class Cell(Strict):
    """One theme in one area, with the level of provision that is wanted there."""

    theme: Text
    area: Text
    level: Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Size(Strict):
    """How many members a group may have, both ends included."""

    min: Annotated[int, Field(ge=2)]
    max: Annotated[int, Field(ge=2)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max < self.min:
            raise ValueError(f"max {self.max} is below min {self.min}")
        return self


class _Request(Strict):
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
        plain = without_nulls(parsed(source))
        if not isinstance(plain, dict):
            raise RequestError("", "expected a JSON object with named fields")
        try:
            return cls.model_validate_json(json.dumps(plain))
        except ValidationError as error:
            raise first_problem(error) from None

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
