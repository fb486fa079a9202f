"""Random edits of an instance, one after the other."""

from dataclasses import replace

from matching import Instance, Tie
from tests.matching.strategies import random_tables

KINDS = ("facts", "removed", "added", "tie", "no tie", "exclusion", "no exclusion", "no lead")


def edited(instance, draw, kinds=KINDS):
    """The instance with one thing about it changed, where there is one to change."""
    return _EDITS[draw.choice(kinds)](instance, draw)


def somebody(instance, draw):
    return draw.choice(instance.organisations)


def drawn(instance, draw, key):
    """An organisation with random facts under a given id."""
    tables = random_tables(draw.getrandbits(32), 1)
    some = Instance.from_tables(tables["organisations"], tables["areas"]).organisations[0]
    speaks = some.ties_known or any(tie.source == key for tie in instance.ties)
    return replace(some, id=key, name=key, ties_known=speaks)


def _facts(instance, draw):
    one = somebody(instance, draw)
    other = drawn(instance, draw, one.id)
    column = draw.choice(["themes", "areas", "needs", "offers", "spare_days", "turnover", "all",
                          "max_groups", "radius_km", "ages", "networks", "name"])  # fmt: skip
    if column == "all":
        return instance.with_organisation(other)
    value = "renamed" if column == "name" else getattr(other, column)
    return instance.with_organisation(replace(one, **{column: value}))


def _removed(instance, draw):
    if len(instance.organisations) < 3:
        return instance
    return instance.without_organisation(somebody(instance, draw).id)


def _added(instance, draw):
    key = f"o{draw.randint(0, 9)}{draw.choice('abc')}"
    if key in instance.index:
        return instance
    return instance.with_organisation(drawn(instance, draw, key))


def _tie(instance, draw):
    one, other = draw.sample(instance.organisations, 2)
    tie = Tie(one.id, other.id, draw.choice("kl"), draw.choice([0.0, 0.5, 1.0]))
    speaking = instance.with_organisation(replace(one, ties_known=True))
    return speaking.changed(ties=tuple(sorted({*instance.ties, tie})))


def _no_tie(instance, draw):
    if not instance.ties:
        return instance
    gone = draw.choice(instance.ties)
    return instance.changed(ties=tuple(tie for tie in instance.ties if tie != gone))


def _exclusion(instance, draw):
    pair = tuple(sorted(one.id for one in draw.sample(instance.organisations, 2)))
    return instance.changed(exclusions=instance.exclusions | {pair})


def _no_exclusion(instance, draw):
    return instance.changed(exclusions=frozenset(sorted(instance.exclusions)[1:]))


def _no_lead(instance, draw):
    leads = [one for one in instance.organisations if one.can_lead and one.will_lead]
    if not leads:
        return instance
    return instance.with_organisation(replace(draw.choice(leads), will_lead=False))


_EDITS = dict(zip(KINDS, (_facts, _removed, _added, _tie, _no_tie, _exclusion, _no_exclusion,
                          _no_lead), strict=True))  # fmt: skip
