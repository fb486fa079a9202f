"""The fields of a profile: their words, and who may read each by default."""

from dataclasses import dataclass

READERS = {
    "public": {"public"},
    "members": {"public", "members"},
    "infrastructure": {"public", "members", "infrastructure"},
    "coordinators": {"public", "members", "infrastructure", "coordinators"},
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in facts, its words for its own people, who may read it, for others."""

    name: str
    label: str
    visibility: str
    plain: str = ""

    def words(self, *, own: bool) -> str:
        """Give the words that its own people read, or those that others do."""
        return self.label if own or not self.plain else self.plain


FIELDS = {
    field.name: field
    for field in (
        Field("summary", "What you do", "public", "In their words"),
        Field("kind", "Kind of organisation", "public"),
        Field("themes", "Themes", "public"),
        Field("areas", "Where you work", "public", "Where they work"),
        Field("base", "Base", "coordinators"),
        Field("radius_km", "How far you travel", "members", "How far they travel"),
        Field("ages", "Ages", "public"),
        Field("offers", "Offers", "members"),
        Field("needs", "Needs", "members"),
        Field("networks", "Networks you belong to", "members", "Networks they belong to"),
        Field("staff", "Paid staff", "infrastructure"),
        Field("volunteers", "Volunteers", "infrastructure"),
        Field("turnover", "Turnover a year", "infrastructure"),
        Field("spare_days", "Spare days a week", "infrastructure"),
        Field(
            "max_contract",
            "Largest contract you could hold",
            "infrastructure",
            "Largest contract they could hold",
        ),
        Field("can_lead", "Able to be the accountable body", "infrastructure"),
        Field("will_lead", "Willing to lead", "infrastructure"),
        Field("max_groups", "Most groups at once", "coordinators"),
        Field(
            "ties_known",
            "Whom you work with",
            "infrastructure",
            "Whom they work with",
        ),
    )
}


def may_read(audience: str, visibility: str) -> bool:
    """Tell whether an audience may read what has this visibility; nobody reads `engine`."""
    return visibility in READERS[audience]
