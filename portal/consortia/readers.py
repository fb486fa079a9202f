"""What one audience may be told of a group: by who might read each fact when it was frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.organisations.fields import FIELDS, may_read

# Who is told qualities as figures, and what would be lost; all others are told words.
WITH_FIGURES = {"infrastructure", "coordinators"}
# The engine's facts that a profile knows under another name.
FIELD_OF = {"place": "base", "ties": "ties_known"}
# What each quality is computed from, of one member.
TERM_FACTS: Mapping[str, tuple[str, ...]] = {
    "coverage": ("themes", "areas"),
    "geography": ("place", "radius_km"),
    "complementarity": ("offers", "needs"),
    "cohesion": ("ties", "themes", "ages"),
    "capacity": ("spare_days",),
    "small": ("turnover",),
    "added_value": ("networks", "ties"),
}
RULE_FACTS: Mapping[str, tuple[str, ...]] = {
    "size": (),
    "must_include": (),
    "lead": ("can_lead", "will_lead", "max_contract"),
    "capacity": ("spare_days",),
    "small": ("turnover",),
    "hub": ("ties",),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """One audience; `visibility` holds, by organisation and field, who might read each fact."""

    audience: str
    visibility: Mapping[str, Mapping[str, str]]

    @property
    def figures(self) -> bool:
        """Whether this audience is told figures of quality."""
        return self.audience in WITH_FIGURES

    def reads(self, key: str, *facts: str) -> bool:
        """Tell whether this audience might read some facts of one organisation."""
        frozen = self.visibility.get(key, {})
        fields = [FIELD_OF.get(fact, fact) for fact in facts]
        return all(
            may_read(self.audience, frozen.get(name, FIELDS[name].visibility)) for name in fields
        )

    def reads_all(self, facts: Iterable[tuple[str, str]]) -> bool:
        """Tell whether this audience might read everything that a sentence rests on."""
        return all(self.reads(key, fact) for key, fact in facts)

    def cells(self, key: str, cells: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Keep the cells of a member that may be told: by its areas, or by its base."""
        if not self.reads(key, "themes", "areas"):
            return []
        nearby = self.reads(key, "place", "radius_km")
        return [cell for cell in cells if nearby or not cell.get("near")]
