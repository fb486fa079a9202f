"""What invented organisations answer to the registration of interest, as the survey keeps it."""

from typing import Any

from portal.demonstration.invention import Invention

LEVELS = {0.3: "little", 0.6: "fair", 1.0: "most"}
RADII = {2.0: "mile", 5.0: "three_miles", 10.0: "six_miles"}
RUNGS = {0.25: "know", 0.5: "share", 0.75: "joint", 1.0: "formal"}
MODELS = ("lead_body", "managing_agent", "hub_and_spoke", "subcontract", "alliance", "merger")


def answers_of(one: Invention, number: int, slugs: list[str], postcode: str) -> dict[str, Any]:
    """Give all answers of one organisation; what it has not told is None."""
    return {
        "summary": one.summary,
        "kind_of_organisation": {"choice": one.kind},
        "networks": networks_of(one),
        "themes": {code: LEVELS[weight] for code, weight in one.themes.items()},
        "ages": picked(one.ages),
        "base": {"postcode": postcode, "lat": one.lat, "lon": one.lon},
        "radius": {"choice": RADII[one.radius_km]},
        "areas": picked(one.areas),
        "capacity": capacity_of(one),
        "models": picked([MODELS[number % 6], MODELS[(number // 3) % 5]]),
        "exchange": {"offers": picked(one.offers), "needs": picked(one.needs)},
        "partners": roster_of(one, slugs),
        "exclusions": picked([slugs[other] for other in one.exclusions]),
        "agree": {"declaration": True, "suggestions": True},
    }


def networks_of(one: Invention) -> dict[str, Any] | None:
    """Put networks as the survey keeps them; belonging to none is an answer."""
    if one.networks is None:
        return None
    return {"picked": one.networks or ["no_network"]}


def picked(codes: list[str] | None) -> dict[str, Any] | None:
    """Put chosen codes as the survey keeps them; none chosen is not answered."""
    return {"picked": list(dict.fromkeys(codes))} if codes else None


def capacity_of(one: Invention) -> dict[str, Any]:
    """Put what is told of time, people and money as the survey keeps it."""
    words = {True: "yes", False: "no"}
    told = {
        "spare_days": one.spare_days,
        "staff": one.staff,
        "volunteers": one.volunteers,
        "turnover": one.turnover,
        "max_contract": one.max_contract,
        "can_lead": None if one.can_lead is None else words[one.can_lead],
        "will_lead": None if one.will_lead is None else words[one.will_lead],
    }
    return {part: value for part, value in told.items() if value is not None}


def roster_of(one: Invention, slugs: list[str]) -> dict[str, Any] | None:
    """Put ties as the survey keeps them."""
    if one.ties is None:
        return None
    if not one.ties:
        return {"picked": [], "special": "none", "ties": {}}
    ties = {slugs[other]: RUNGS[strength] for other, strength in one.ties.items()}
    return {"picked": list(ties), "ties": ties}
