"""What people ask for: the wishes behind a brief or a grouping, checked and put into requests."""

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal

from matching import PRESETS
from portal.errors import Refused

SMALLEST, LARGEST, MOST_CELLS = 2, 12, 400
LONGEST_NAME = 160
LEADS = ("required", "wanted")
DEFAULT_PRESET = "Balanced"

Lead = Literal["required", "wanted"]


@dataclass(frozen=True, slots=True)
class CellWish:
    """A theme in an area, and the level that is wanted there: 1 is one organisation's main work."""

    theme: str
    area: str
    level: float


@dataclass(frozen=True, slots=True)
class BriefWishes:
    """Everything that a brief says."""

    name: str
    cells: tuple[CellWish, ...]
    smallest: int = 3
    largest: int = 6
    days: float = 0.0
    contract_value: float | None = None
    small: int = 0
    lead: Lead = "required"
    preset: str = DEFAULT_PRESET

    def check(self) -> None:
        """Refuse wishes that no request can hold, each at its field."""
        check_shared(self.name, self.smallest, self.largest, self.lead, self.preset)
        if not self.cells:
            raise Refused("Choose at least one theme in one area", field="cells")
        if len(self.cells) > MOST_CELLS:
            raise Refused(f"Choose at most {MOST_CELLS} themes in areas", field="cells")
        if len({(cell.theme, cell.area) for cell in self.cells}) < len(self.cells):
            raise Refused("The same theme is there twice for one area: keep one", field="cells")
        if any(not 0 < cell.level <= 20 for cell in self.cells):
            raise Refused("Type a level above 0 and at most 20, such as 1", field="cells")
        if not (math.isfinite(self.days) and 0 <= self.days <= 10_000):
            raise Refused("Type a number of days from 0, such as 12", field="days")
        if self.contract_value is not None and not 0 <= self.contract_value <= 1e9:
            raise Refused("Type an amount in pounds, such as 240000", field="contract_value")
        if not 0 <= self.small <= self.largest:
            raise Refused(
                f"A group of {self.largest} cannot hold {self.small} small organisations",
                field="small",
            )

    def request(self, key: str) -> dict[str, Any]:
        """Put the wishes into the engine's words."""
        plain: dict[str, Any] = {
            "id": key,
            "name": self.name,
            "cells": [asdict(cell) for cell in self.cells],
            "size": {"min": self.smallest, "max": self.largest},
            "min_capacity_days": self.days,
            "min_small": self.small,
            "lead": self.lead,
            "weights": weights_of(self.preset),
        }
        if self.contract_value is not None:
            plain["contract_value"] = self.contract_value
        return plain

    def plain(self) -> dict[str, Any]:
        """Give the wishes as they are kept with the brief."""
        return asdict(self) | {"cells": [asdict(cell) for cell in self.cells]}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "BriefWishes":
        """Read kept wishes back."""
        return cls(**{**plain, "cells": tuple(CellWish(**cell) for cell in plain["cells"])})


@dataclass(frozen=True, slots=True)
class GroupingWishes:
    """Everything that an open grouping says."""

    name: str
    smallest: int = 3
    largest: int = 6
    lead: Lead = "wanted"
    preset: str = DEFAULT_PRESET
    one_group_each: bool = False

    def check(self) -> None:
        """Refuse wishes that no request can hold, each at its field."""
        check_shared(self.name, self.smallest, self.largest, self.lead, self.preset)

    def request(self, key: str) -> dict[str, Any]:
        """Put the wishes into the engine's words."""
        return {
            "id": key,
            "name": self.name,
            "size": {"min": self.smallest, "max": self.largest},
            "lead": self.lead,
            "one_group_each": self.one_group_each,
            "weights": weights_of(self.preset),
        }

    @classmethod
    def from_request(cls, request: dict[str, Any], preset: str) -> "GroupingWishes":
        """Read the wishes back from the request that a run keeps."""
        size = request["size"]
        return cls(
            request["name"],
            size["min"],
            size["max"],
            request["lead"],
            preset,
            request["one_group_each"],
        )


def check_shared(name: str, smallest: int, largest: int, lead: str, preset: str) -> None:
    """Check what briefs and groupings have in common."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Refused(f"Give it a name of at most {LONGEST_NAME} characters", field="name")
    if not SMALLEST <= smallest <= LARGEST:
        raise Refused(f"Type a number from {SMALLEST} to {LARGEST}", field="smallest")
    if not smallest <= largest <= LARGEST:
        raise Refused(f"Type a number from {smallest} to {LARGEST}", field="largest")
    if lead not in LEADS:
        raise Refused("Say whether a lead has to be there", field="lead")
    if preset not in PRESETS:
        raise Refused("Choose what counts most", field="preset")


def weights_of(preset: str) -> dict[str, float]:
    """Give the seven weights of a preset."""
    return PRESETS[preset].weights.model_dump()
