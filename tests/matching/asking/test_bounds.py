"""Nothing that anybody could answer goes beyond what is promised."""

from itertools import combinations
from random import Random

from hypothesis import given, settings

from matching import missing_answers
from tests.matching import reference
from tests.matching.asking.filling import answered
from tests.matching.strategies import random_brief, seeds
from tests.matching.tight_briefs import random_instance

COUNT = 6


def asked(seed):
    """An instance, a brief, a group by chance, and what is missing."""
    draw = Random(f"asking-{seed}")
    instance, brief = random_instance(seed, COUNT), random_brief(seed)
    ids = [one.id for one in instance.organisations]
    members = sorted(draw.sample(ids, draw.randint(2, 4)))
    return draw, instance, brief, members, missing_answers(instance, brief, members=members)


def gaps_of(instance, brief, group):
    return reference.gaps(instance, brief, [instance.organisation(key) for key in group])


def changed_groups(members, key):
    """The group itself, with one more, or with one in place of another."""
    if key in members:
        return [tuple(members)]
    swapped = [sorted({*members, key} - {member}) for member in members]
    return [tuple(group) for group in (sorted({*members, key}), *swapped)]


@settings(max_examples=60)
@given(seeds)
def test_no_answer_of_one_organisation_gains_more_than_is_promised(seed):
    draw, instance, brief, members, found = asked(seed)
    before = reference.quality(instance, brief, members)
    promised = {one.id: one.gain for one in found.organisations}
    for one in instance.organisations:
        for _ in range(3):
            after = answered(instance, brief, [one.id], draw)
            for group in changed_groups(members, one.id) if one.unknown_facts else ():
                if not reference.broken_rules(after, brief, group) and changes_something(
                    instance, brief, after, one.id
                ):
                    gain = reference.quality(after, brief, group) - before
                    assert gain <= promised.get(one.id, 0.0) + 1e-9


def changes_something(instance, brief, after, key):
    """Whether it told anything that this brief asks about."""
    everyone = [one.id for one in instance.organisations]
    return any(
        reference.terms(instance, brief, pair) != reference.terms(after, brief, pair)
        or reference.broken_rules(instance, brief, pair)
        != reference.broken_rules(after, brief, pair)
        for pair in combinations(everyone, 2)
        if key in pair
    )


@settings(max_examples=60)
@given(seeds)
def test_no_answer_narrows_a_gap_by_more_than_is_promised(seed):
    draw, instance, brief, members, found = asked(seed)
    promised = {
        (one.id, cell.theme, cell.area): cell for one in found.organisations for cell in one.cells
    }
    gaps = gaps_of(instance, brief, members)
    for one in instance.organisations:
        after = answered(instance, brief, [one.id], draw)
        told = [cell for cell in brief.cells if provides_more(instance, after, one.id, cell)]
        for group in changed_groups(members, one.id):
            if reference.broken_rules(after, brief, group):
                continue
            left = gaps_of(after, brief, group)
            for cell in told:
                place = (cell.theme, cell.area)
                narrowed = gaps.get(place, 0.0) - left.get(place, 0.0)
                cell = promised.get((one.id, *place))
                assert narrowed <= (cell.amount if cell else 0.0) + 1e-9
                assert not (place in gaps and place not in left) or (cell and cell.fills)


def provides_more(instance, after, key, cell):
    before = reference.provision(instance, [instance.organisation(key)], cell)
    return reference.provision(after, [after.organisation(key)], cell) > before


@settings(max_examples=60)
@given(seeds)
def test_no_answers_of_the_set_cover_more_cells_than_is_promised(seed):
    draw, instance, brief, members, found = asked(seed)
    assert found.cells == len(brief.cells)
    assert found.covered == found.cells - len(gaps_of(instance, brief, members))
    if not found.together:
        assert found.more == 0
        return
    everyone = sorted({*members, *found.together})
    sizes = range(brief.size.min, brief.size.max + 1)
    for _ in range(4):
        after = answered(instance, brief, found.together, draw)
        for group in (group for size in sizes for group in combinations(everyone, size)):
            if not reference.broken_rules(after, brief, group):
                covered = found.cells - len(gaps_of(after, brief, group))
                assert covered <= found.covered + found.more
