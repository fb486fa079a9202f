"""Holds answers against the slow formulas of the tests, and tries every group of a small case."""

from dataclasses import asdict, replace
from itertools import combinations
from math import comb

from bench.briefs.families import Case
from bench.briefs.records import Checked, TriedAll
from matching import Consortium, Instance, Outcome, suggest_for_brief
from tests.matching import reference

EXACT = 1e-6


def checked(case: Case, outcome: Outcome) -> Checked:
    """Every term, the quality, the gaps and every hard rule of every group of an answer."""
    cards = outcome.consortia
    found = sum((_one(case, card) for card in cards), Checked())
    close = [
        f"{case.words}: groups {earlier + 1} and {later + 1} are too alike"
        for earlier, later in combinations(range(len(cards)), 2)
        if not _differ(case, cards[earlier], cards[later])
    ]
    return replace(found, broken=found.broken + tuple(close))


def _one(case: Case, card: Consortium) -> Checked:
    few = only_members(case.instance, card.members)
    told = asdict(card.terms)
    expected = reference.terms(few, case.brief, card.members)
    off = max(abs(told[name] - value) for name, value in expected.items())
    off = max(off, abs(card.quality - reference.quality(few, case.brief, card.members)))
    broken = [
        f"{case.words}: {rule}" for rule in reference.broken_rules(few, case.brief, card.members)
    ]
    members = [few.organisation(key) for key in card.members]
    gaps = {(gap.theme, gap.area) for gap in card.gaps or ()}
    if gaps != set(reference.gaps(few, case.brief, members)):
        broken.append(f"{case.words}: gaps")
    return Checked(1, off, tuple(broken))


def only_members(instance: Instance, members: tuple[str, ...]) -> Instance:
    """The members alone: where no hub is asked for, nobody else matters to a group."""
    inside = set(members)
    return Instance(
        tuple(one for one in instance.organisations if one.id in inside),
        instance.areas,
        tuple(tie for tie in instance.ties if {tie.source, tie.target} <= inside),
        frozenset(pair for pair in instance.exclusions if inside.issuperset(pair)),
    )


def _differ(case: Case, one: Consortium, other: Consortium) -> bool:
    most = min(len(one.members), len(other.members)) - case.brief.min_difference
    return len({*one.members} & {*other.members}) <= most


def tried_all(case: Case) -> TriedAll:
    """Whether trying every group by the slow formulas gives the list that the search gives."""
    expected = reference.best_groups(case.instance, case.brief)
    found = suggest_for_brief(case.instance, case.brief).consortia
    same = [card.members for card in found] == [members for _, members in expected]
    count, size = len(case.instance.organisations), case.brief.size
    tried = sum(comb(count, members) for members in range(size.min, size.max + 1))
    return TriedAll(case.family, count, tried, same)
