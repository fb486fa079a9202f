"""What invented organisations answer to the registration of interest, as the survey keeps it."""

from random import Random
from typing import Any

from portal.demonstration.invention import Invention

LEVELS = {0.3: "little", 0.6: "fair", 1.0: "most"}
RADII = {2.0: "mile", 5.0: "three_miles", 10.0: "six_miles"}
RUNGS = {0.25: "know", 0.5: "share", 0.75: "joint", 1.0: "formal"}
MODELS = ("lead_body", "managing_agent", "hub_and_spoke", "subcontract", "alliance", "merger")
# How many in ten would join each, and would perhaps.
LIKING = ((5, 3), (4, 3), (3, 4), (6, 2), (8, 1), (1, 1))
WORKSHOPS = ("models", "contracts", "costing", "agreements", "measuring", "safeguarding")
TIMES = ("morning", "afternoon", "evening", "saturday")
WORRIES = (
    "That the biggest of us takes most of the money.",
    "Paperwork. Last time the reports took longer than the sessions.",
    "Being tied to a group that we had no say in.",
    "Who pays if somebody does not deliver?",
)
AGREEMENTS = ("public", "members", "infrastructure", "bulletin")
OFTEN = {"know": "yearly", "share": "quarterly", "joint": "monthly", "formal": "weekly"}
FLOWS = ("information", "referrals", "people", "rooms", "money")


def answers_of(one: Invention, number: int, slugs: list[str], postcode: str) -> dict[str, Any]:
    """Give all answers of one organisation; what it has not told is None."""
    dice = Random(number)  # noqa: S311 (inventing, not guarding)
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
        **models_of(dice),
        **workshops_of(dice),
        "exchange": {"offers": picked(one.offers), "needs": picked(one.needs)},
        "partners": roster_of(dice, one, slugs),
        "exclusions": picked([slugs[other] for other in one.exclusions]),
        "agree": {
            "declaration": True,
            "suggestions": True,
            **{key: dice.random() < 0.9 for key in AGREEMENTS},
        },
    }


def models_of(dice: Random) -> dict[str, Any]:
    """Give views on the ways of working together; one in eight has none."""
    if dice.random() < 1 / 8:
        return {"model_views": None}
    rolled = {model: dice.randrange(10) for model in MODELS}
    views = {
        model: "join"
        if rolled[model] < join
        else "perhaps"
        if rolled[model] < join + more
        else "no"
        for model, (join, more) in zip(MODELS, LIKING, strict=True)
    }
    first = [model for model, view in views.items() if view == "join"] or ["not_sure"]
    return {
        "model_views": views,
        "model_first": {"choice": dice.choice(first)},
        "basis": {"choice": dice.choice(["place", "place", "theme", "both", "no_view"])},
        "worries": dice.choice(WORRIES) if dice.random() < 0.3 else None,
    }


def view_of(rolled: int, join: int, more: int) -> str:
    """Give a view from a die of ten sides."""
    if rolled < join:
        return "join"
    return "perhaps" if rolled < join + more else "no"


def workshops_of(dice: Random) -> dict[str, Any]:
    """Give which workshops are wanted, and when; some want none."""
    wanted = dice.sample(WORKSHOPS, dice.randrange(4))
    if not wanted:
        return {"workshops": picked(["none"])}
    return {
        "workshops": picked(wanted),
        "workshop_part": {"choice": dice.choice(["anywhere", "anywhere", "online"])},
        "workshop_times": picked(dice.sample(TIMES, dice.randrange(1, 4))),
        "would_host": dice.choice(["yes", "no", None]),
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


def roster_of(dice: Random, one: Invention, slugs: list[str]) -> dict[str, Any] | None:
    """Put ties as the survey keeps them, with what goes between the two for some."""
    if one.ties is None:
        return None
    if not one.ties:
        return {"picked": [], "special": "none", "ties": {}}
    ties = {slugs[other]: RUNGS[strength] for other, strength in one.ties.items()}
    flows = {slug: dice.sample(FLOWS, dice.randrange(3)) for slug in ties}
    often = {slug: OFTEN[rung] for slug, rung in ties.items() if dice.random() < 0.8}
    return {"picked": list(ties), "ties": ties, "often": often, "flows": flows}
