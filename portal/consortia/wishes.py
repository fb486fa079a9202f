"""What people ask for: the wishes behind a brief or a grouping, checked and put into requests."""

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal

from matching import PRESETS
from portal.errors import Refused

SMALLEST, LARGEST, MOST_CELLS = 2, 12, 400
MOST_ALTERNATIVES, USUAL_ALTERNATIVES, USUAL_DIFFERENCE = 10, 5, 2
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
    must_include: tuple[str, ...] = ()
    must_exclude: tuple[str, ...] = ()
    hub: bool = False
    alternatives: int = USUAL_ALTERNATIVES
    min_difference: int = USUAL_DIFFERENCE

    def check(self) -> None:
        """Refuse wishes that no request can hold, each at its field."""
        check_shared(self.name, self.smallest, self.largest, self.lead, self.preset)
        self.check_wanted()
        self.check_named()
        if not 1 <= self.alternatives <= MOST_ALTERNATIVES:
            raise Refused(
                f"Type a whole number from 1 to {MOST_ALTERNATIVES}", field="alternatives"
            )
        if not 1 <= self.min_difference <= LARGEST:
            raise Refused(f"Type a whole number from 1 to {LARGEST}", field="min_difference")

    def check_wanted(self) -> None:
        """Refuse what cannot be wanted of a group."""
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

    def check_named(self) -> None:
        """Refuse names that rule each other out."""
        named = set(self.must_include)
        if len(named) > self.largest:
            raise Refused(
                f"A group of {self.largest} cannot hold {len(named)} named organisations",
                field="must_include",
            )
        if named & set(self.must_exclude):
            raise Refused(
                "An organisation is named both as a member and as left out: choose one",
                field="must_exclude",
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
            "must_include": list(self.must_include),
            "must_exclude": list(self.must_exclude),
            "hub": self.hub,
            "alternatives": self.alternatives,
            "min_difference": self.min_difference,
        }
        if self.contract_value is not None:
            plain["contract_value"] = self.contract_value
        return plain

    def plain(self) -> dict[str, Any]:
        """Give the wishes as they are kept with the brief."""
        return asdict(self) | {"cells": [asdict(cell) for cell in self.cells]}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "BriefWishes":
        """Read kept wishes back; those kept before there were more wishes have the usual ones."""
        lists = {name: tuple(plain.get(name, ())) for name in ("must_include", "must_exclude")}
        cells = tuple(CellWish(**cell) for cell in plain["cells"])
        return cls(**{**plain, **lists, "cells": cells})

    @classmethod
    def from_request(cls, request: dict[str, Any], preset: str) -> "BriefWishes":
        """Read the wishes back from a request in the engine's words."""
        size = request["size"]
        return cls(
            name=request["name"],
            cells=tuple(CellWish(**cell) for cell in request["cells"]),
            smallest=size["min"],
            largest=size["max"],
            days=request.get("min_capacity_days", 0.0),
            contract_value=request.get("contract_value"),
            small=request.get("min_small", 0),
            lead=request.get("lead", "required"),
            preset=preset,
            must_include=tuple(request.get("must_include", ())),
            must_exclude=tuple(request.get("must_exclude", ())),
            hub=request.get("hub", False),
            alternatives=request.get("alternatives", USUAL_ALTERNATIVES),
            min_difference=request.get("min_difference", USUAL_DIFFERENCE),
        )


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
