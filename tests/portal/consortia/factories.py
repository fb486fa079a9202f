"""Organisations with profiles, ties and exclusions, for tests of runs."""

from portal.models.base import db
from portal.organisations.profiles import Source, new_fact, set_fact, state_exclusions
from portal.organisations.ties import state_ties
from tests.portal.factories import (
    a_participation,
    a_partnership,
    a_partnership_area,
    a_theme,
    an_area,
)

TOLD = Source("response", ref="response:test:v1:q")
READY = {"can_lead": True, "will_lead": True, "max_contract": 500_000, "turnover": 50_000}


def knows(participation, source=TOLD, **facts):
    """State facts about an organisation."""
    for name, value in facts.items():
        set_fact(participation, name, value, source)
    return participation


def ties(participation, *others, intensity=0.75, visibility=None):
    """Let an organisation say with whom it works."""
    intensities = {other.id: intensity for other in others}
    state_ties(participation, intensities, TOLD, visibility, TOLD.ref)


def excludes(participation, *others):
    """Let an organisation say with whom it cannot work."""
    state_exclusions(participation, [other.id for other in others], TOLD, TOLD.ref)


def a_town(organisations=6, slug="hillside"):
    """A partnership of two wards and three themes, with organisations that answered."""
    partnership = a_partnership(slug=slug, name=f"{slug.title()} Partnership")
    wards = [
        a_partnership_area(partnership, an_area(f"E05{slug[-8:]}{n}", name, lat=53.5 + n / 100))
        for n, name in enumerate(("Hilltop", "Millbrook"))
    ]
    for code, label in (("play", "Play"), ("youth", "Youth clubs"), ("arts", "Arts")):
        a_theme(partnership, code, label)
    members = [an_answer(partnership, wards, n) for n in range(organisations)]
    ties(members[0], members[1])
    return partnership, wards, members


def an_answer(partnership, wards, number):
    """One organisation that told about itself, each a little different."""
    codes = [ward.area.code for ward in wards]
    participation = a_participation(partnership, name=f"{partnership.slug} club {number}")
    answers = dict(
        themes={"play": 1.0, "youth": 0.6} if number % 2 else {"arts": 1.0, "youth": 0.3},
        areas=codes[: 1 + number % 2],
        base={"postcode": "", "lat": 53.5 + number / 200, "lon": -2.2},
        radius_km=5,
        spare_days=2 + number % 3,
        needs=["hall"] if number % 2 else [],
        offers=[] if number % 2 else ["hall"],
        **READY,
    )
    facts = [new_fact(participation, name, value, TOLD) for name, value in answers.items()]
    db.session.add_all(facts)
    db.session.flush()
    return participation
