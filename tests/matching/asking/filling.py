"""What organisations might answer: by chance, or as well as one could wish."""

from dataclasses import replace

from matching.instance import Tie
from tests.matching.strategies import AGES, CODES, NETWORKS, SERVICES, THEMES

PLACES = [(53.48, -2.24), (53.5, -2.2), (53.8, -1.55), (50.0, 0.0)]


def answered(instance, brief, keys, draw, *, chance=0.8):
    """The same instance after some organisations told some of what they had not told."""
    ties = list(instance.ties)
    for key in keys:
        one = instance.organisation(key)
        facts = {f for f in one.unknown_facts if draw.random() < chance}
        changes = {name: value for name, value in _told(brief, draw).items() if name in facts}
        if "place" in facts:
            changes |= dict(zip(("lat", "lon"), draw.choice(PLACES), strict=True))
        if "ties" in facts:
            changes["ties_known"] = True
            ties += _ties(instance, key, draw)
        instance = instance.with_organisation(replace(one, **changes))
    return replace(instance, ties=tuple(sorted(ties)))


def _told(brief, draw):
    themes = [*THEMES, *(cell.theme for cell in brief.cells)]

    def some(codes):
        return frozenset(draw.sample(sorted(set(codes)), draw.randint(0, len(set(codes)))))

    return {
        "areas": tuple(sorted(some(CODES))),
        "themes": {theme: draw.choice([0.3, 1.0, 1.0]) for theme in sorted(some(themes))},
        "ages": some(AGES),
        "offers": some(SERVICES),
        "needs": some(SERVICES),
        "networks": some(NETWORKS),
        "turnover": draw.choice([0.0, 55_000.0, 1e6]),
        "spare_days": draw.choice([0.0, 1.0, 4.0, 30.0]),
        "max_contract": draw.choice([0.0, 50_000.0, 1e6]),
        "can_lead": draw.random() < 0.8,
        "will_lead": draw.random() < 0.8,
    }


def _ties(instance, key, draw):
    others = [one.id for one in instance.organisations if one.id != key]
    named = draw.sample(others, draw.randint(0, len(others)))
    return [Tie(key, other, "new", draw.choice([0.0, 0.5, 1.0, 1.0])) for other in named]


def as_one_could_wish(instance, brief, keys):
    """The same instance after some told whatever helps to keep the hard rules."""
    best = {
        "themes": {cell.theme: 1.0 for cell in brief.cells},
        "turnover": 0.0,
        "spare_days": brief.min_capacity_days,
        "max_contract": brief.contract_value,
        "can_lead": True,
        "will_lead": True,
    }
    ties = list(instance.ties)
    for key in keys:
        one = instance.organisation(key)
        changes = {name: best[name] for name in one.unknown_facts if name in best}
        if not one.ties_known:
            changes["ties_known"] = True
            ties += [Tie(key, o.id, "new", 1.0) for o in instance.organisations if o.id != key]
        instance = instance.with_organisation(replace(one, **changes))
    return replace(instance, ties=tuple(sorted(ties)))
