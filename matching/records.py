"""The rows of an instance as typed values: organisations, areas and ties."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DEFAULT_RADIUS_KM = 5.0
NO_ATTRIBUTES: Mapping[str, str] = {}
"""One empty mapping for the many organisations without attributes; nobody may change it."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """What is known of one organisation; None is "not known yet", empty is "known to be none".

    Organisations that were read together share lists and mappings that are equal.
    """

    id: str
    name: str
    kind: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float = DEFAULT_RADIUS_KM
    areas: tuple[str, ...] | None = None
    themes: Mapping[str, float] | None = None
    ages: frozenset[str] | None = None
    offers: frozenset[str] | None = None
    needs: frozenset[str] | None = None
    networks: frozenset[str] | None = None
    staff: float | None = None
    volunteers: float | None = None
    turnover: float | None = None
    spare_days: float | None = None
    max_contract: float | None = None
    can_lead: bool | None = None
    will_lead: bool | None = None
    max_groups: int = 1
    ties_known: bool = False
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude, or None when either is not known."""
        if self.lat is None or self.lon is None:
            return None
        return self.lat, self.lon

    @property
    def unknown_facts(self) -> tuple[str, ...]:
        """Names of the facts that matter to matching and are not known yet, in table order."""
        known = {
            "place": self.place,
            "areas": self.areas,
            "themes": self.themes,
            "ages": self.ages,
            "offers": self.offers,
            "needs": self.needs,
            "networks": self.networks,
            "turnover": self.turnover,
            "spare_days": self.spare_days,
            "max_contract": self.max_contract,
            "can_lead": self.can_lead,
            "will_lead": self.will_lead,
            "ties": True if self.ties_known else None,
        }
        return tuple(name for name, value in known.items() if value is None)


@dataclass(frozen=True, slots=True)
class Area:
    """A ward, district or county; its centroid may be unknown."""

    code: str
    name: str
    parent: str | None = None
    lat: float | None = None
    lon: float | None = None

    @property
    def centroid(self) -> tuple[float, float] | None:
        """Latitude and longitude, or None when either is not known."""
        if self.lat is None or self.lon is None:
            return None
        return self.lat, self.lon

    @property
    def district(self) -> str:
        """The immediate parent; an area without parent is its own."""
        return self.parent or self.code


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """One organisation's statement that it works with another, strength 0 to 1."""

    source: str
    target: str
    kind: str
    strength: float
