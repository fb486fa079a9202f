"""The first step of a brief: which themes, and which areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.consortia.wishes import BriefWishes
from portal.models.partnerships import Partnership, PartnershipArea, Theme
from portal.partnerships.service import list_areas, list_parts, list_themes

MOST_THEMES, MOST_AREAS = 20, 20


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen and what is chosen, each in the partnership's order."""

    themes: list[Theme]
    areas: list[PartnershipArea]
    parts: list[str]
    chosen_themes: list[Theme]
    chosen_areas: list[PartnershipArea]
    asked: bool

    @property
    def theme_codes(self) -> list[str]:
        """Codes of the chosen themes."""
        return [theme.code for theme in self.chosen_themes]

    @property
    def area_codes(self) -> list[str]:
        """Codes of the chosen areas."""
        return [each.area.code for each in self.chosen_areas]

    @property
    def faults(self) -> list[dict[str, str]]:
        """What is still to be put right before the next step."""
        found = []
        if not self.chosen_themes:
            found.append({"text": "Choose at least one theme", "href": "#theme"})
        if len(self.chosen_themes) > MOST_THEMES:
            found.append({"text": f"Choose at most {MOST_THEMES} themes", "href": "#theme"})
        if not self.chosen_areas:
            found.append({"text": "Choose at least one area", "href": "#area"})
        if len(self.chosen_areas) > MOST_AREAS:
            found.append({"text": f"Choose at most {MOST_AREAS} areas", "href": "#area"})
        return found

    @property
    def complete(self) -> bool:
        """Whether the next step can follow."""
        return self.asked and not self.faults

    @property
    def groups(self) -> list[dict[str, Any]]:
        """The areas gathered by part of town, as the area picker takes them."""
        parts = [*self.parts, *([""] if any(not each.part for each in self.areas) else [])]
        return [
            {
                "name": part or "Other areas",
                "areas": [
                    {"code": each.area.code, "name": each.area.name}
                    for each in self.areas
                    if each.part == part
                ],
            }
            for part in parts
        ]


def read_choice(
    partnership: Partnership, values: Mapping[str, Any], wishes: BriefWishes | None = None
) -> Choice:
    """Read what was ticked; where nothing was asked yet, what a kept brief says."""
    ticked = lists_of(values)
    asked = "theme" in values or "area" in values or "step" in values
    choosing = values.get("step") == "choose"
    if wishes is not None and (choosing or not asked):
        ticked = {
            "theme": [cell.theme for cell in wishes.cells],
            "area": [cell.area for cell in wishes.cells],
        }
    areas = list_areas(partnership)
    themes = list_themes(partnership)
    return Choice(
        themes=themes,
        areas=areas,
        parts=list_parts(areas),
        chosen_themes=[theme for theme in themes if theme.code in ticked["theme"]],
        chosen_areas=[each for each in areas if each.area.code in ticked["area"]],
        asked=(asked or wishes is not None) and not choosing,
    )


def lists_of(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Read the ticked codes from an address or a form."""
    many = getattr(values, "getlist", None)
    return {name: many(name) if many else [] for name in ("theme", "area")}
