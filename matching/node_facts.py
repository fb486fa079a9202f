"""What a node of a graph tells about an organisation: its profile, never its exclusions."""

from collections.abc import Iterable

from matching.instance import Instance, Organisation


def facts_of(instance: Instance, organisation: Organisation) -> dict[str, object]:
    """Return the known facts of one organisation; what is not known yet is absent.

    An empty list is known to be none. Columns that the engine does not use come along.
    """
    themes, areas = organisation.themes, organisation.areas
    facts: dict[str, object] = {
        **organisation.attributes,
        "name": organisation.name or organisation.id,
        "kind": organisation.kind or None,
        "lat": organisation.lat,
        "lon": organisation.lon,
        "radius_km": organisation.radius_km,
        "areas": areas,
        "area_names": _area_names(instance, areas),
        "themes": None if themes is None else tuple(sorted(themes)),
        "theme_weights": None if themes is None else _weighted(themes.items()),
        "ages": _sorted(organisation.ages),
        "offers": _sorted(organisation.offers),
        "needs": _sorted(organisation.needs),
        "networks": _sorted(organisation.networks),
        "staff": organisation.staff,
        "volunteers": organisation.volunteers,
        "turnover": organisation.turnover,
        "spare_days": organisation.spare_days,
        "max_contract": organisation.max_contract,
        "can_lead": organisation.can_lead,
        "will_lead": organisation.will_lead,
        "max_groups": organisation.max_groups,
        "ties_known": organisation.ties_known,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _area_names(instance: Instance, codes: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the names of the areas, which people read more easily than codes."""
    if codes is None:
        return None
    return tuple(instance.areas[code].name or code for code in codes)


def _weighted(themes: Iterable[tuple[str, float]]) -> tuple[str, ...]:
    """Return the themes as in a table: ``code:weight``."""
    return tuple(f"{code}:{weight:g}" for code, weight in sorted(themes))


def _sorted(codes: frozenset[str] | None) -> tuple[str, ...] | None:
    """Return a set in order, None where it is not known."""
    return None if codes is None else tuple(sorted(codes))
