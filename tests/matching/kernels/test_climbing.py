"""First answers: groups grown and swapped, each kernel against its twin."""

import numpy as np
import pytest

from matching.briefs.nearest import swapped
from matching.kernels import climbing
from matching.kernels.pricing import NOTHING
from tests.matching.kernels import plain_climbing
from tests.matching.kernels.cases import Case
from tests.matching.kernels.plain_climbing import UndecidedError
from tests.matching.seeds import some_seeds

CLOSE = 1e-9
SEEDS = range(80)
every_seed = pytest.mark.parametrize("seed", some_seeds(len(SEEDS)))


def rows_of(case, members):
    """The pair values of each member at this size; (size, n)."""
    rows = np.zeros((case.size, len(case.plain.ids)))
    if members:
        rows[: len(members)] = case.table.pairs[case.places(members)]
    return rows


@every_seed
def test_a_breach_is_how_far_the_rules_are_from_being_kept(seed):
    case = Case(seed)
    d = case.open()
    for j in case.candidates:
        for last in (False, True):
            found = climbing.breach(case.table, case.state, d, case.place[j], last)
            expected = plain_climbing.breach(case.plain, case.members, j, last)
            assert found == pytest.approx(expected)
        group = tuple(sorted([*case.members, j]))
        if len(group) == case.size:
            found = climbing.breach(case.table, case.state, d, case.place[j], True)
            assert (found == 0.0) == case.plain.keeps(group)


@every_seed
def test_the_best_addition_is_the_one_that_adds_most(seed):
    case = Case(seed)
    d = case.open()
    last = d == case.size - 1
    found = climbing.best_addition(case.table, case.state, d, rows_of(case, case.members), last)
    values = plain_climbing.additions(case.plain, case.members, last)
    assert (
        found == -1 if not values else values[case.plain.ids[found]] >= max(values.values()) - CLOSE
    )
    for key, place in case.place.items():
        expected = pytest.approx(values[key], abs=CLOSE) if key in values else NOTHING
        assert case.state.values[d, place] == expected


@every_seed
def test_laying_members_writes_their_rows(seed):
    case = Case(seed, sizes=(3, 5))
    case.open(case.size)
    members, other = case.members, Case(seed, sizes=(3, 5))
    climbing.lay(other.table, other.state, case.places(members), rows_of(case, members))
    expected = plain_climbing.lay(case.plain, members)
    assert other.state.base[1 : len(members) + 1] == pytest.approx(expected, abs=CLOSE)
    for name in ("left", "unmet", "wanted", "once", "room"):
        found = getattr(other.state, name)[: len(members) + 1]
        assert found == pytest.approx(getattr(case.state, name)[: len(members) + 1], abs=CLOSE)


def climbed(case, start):
    """The group and the value to which a start leads, None where it leads nowhere."""
    starts = np.full((1, case.size), -1, np.int64)
    starts[0, : len(start)] = case.places(start)
    facts, named = case.material.facts, len(case.named)
    values = climbing.climb(case.table, case.state, facts, starts, named, case.size)
    return None if values[0] == NOTHING else (case.ids(starts[0]), float(values[0]))


def start_of(case):
    """The named members, perhaps with some free ones, who may exclude each other."""
    most = min(case.size - len(case.named), len(case.free))
    return [*case.named, *case.draw.sample(case.free, case.draw.randint(0, most))]


@every_seed
def test_a_climb_ends_in_a_group_that_keeps_the_rules_and_that_no_swap_improves(seed):
    case = Case(seed)
    start = start_of(case)
    found = climbed(case, start)
    if found is None:
        return
    group, value = found
    key = tuple(sorted(group))
    assert group[: len(case.named)] == case.named
    assert len(set(group)) == case.size
    assert (value > -1) == case.plain.keeps(key)
    if value > -1:
        assert value == pytest.approx(case.plain.quality(key), abs=CLOSE)
    for slot in range(len(case.named), case.size):
        for j in set(case.plain.ids) - set(group):
            instead = [*group[:slot], *group[slot + 1 :], j]
            assert plain_climbing.penalised(case.plain, instead) <= value + CLOSE


def test_a_climb_goes_the_way_of_its_twin_wherever_rounding_does_not_decide():
    compared = 0
    for seed in SEEDS:
        case = Case(seed, kind="told")
        start = start_of(case)
        try:
            expected = plain_climbing.climb(case.plain, start, len(case.named))
        except UndecidedError:
            continue
        compared += 1
        found = climbed(case, start)
        assert kept_in(found) == kept_in(expected)
        if kept_in(expected):
            assert found[0] == expected[0]
            assert found[1] == pytest.approx(expected[1], abs=CLOSE)
    assert compared > len(SEEDS) / 2


def kept_in(found):
    """Whether a climb led to a group that keeps the rules."""
    return found is not None and found[1] > -1


@every_seed
def test_swaps_start_from_whole_groups_and_end_as_those_of_the_twin(seed):
    case = Case(seed, kind="told")
    if len(case.free) < case.size - len(case.named):
        return
    group = [*case.named, *case.draw.sample(case.free, case.size - len(case.named))]
    try:
        expected, value = plain_climbing.swap(case.plain, group, len(case.named))
    except UndecidedError:
        return
    place = np.full(len(case.plain.instance.organisations), -1, np.int64)
    place[case.table.positions] = np.arange(len(case.plain.ids))
    themes, places = np.zeros(case.material.facts.theme_count), case.places(group)
    rows = rows_of(case, group)
    found = climbing.swap(
        case.table, case.state, case.material.facts, places, len(case.named), rows, place, themes
    )
    assert (found > -1) == (value > -1)
    if value > -1:
        assert case.ids(places) == expected
        assert found == pytest.approx(value, abs=CLOSE)


@every_seed
def test_swapped_groups_have_the_quality_of_each_scored_anew(seed):
    case = Case(seed)
    ids = case.plain.ids
    if len(ids) < case.size:
        return
    group = case.draw.sample(ids, case.size)
    found = climbing.swap_values(case.table, case.state, case.places(group), rows_of(case, group))
    for (slot, j), value in plain_climbing.swap_values(case.plain, group).items():
        assert found[slot, case.place[j]] == pytest.approx(value, abs=1e-8)


@every_seed
def test_swaps_over_everybody_are_scored_without_regard_to_exclusions(seed):
    case = Case(seed, earlier=())
    everyone = [one.id for one in case.plain.instance.organisations]
    group = sorted(case.draw.sample(everyone, case.size))
    positions = np.array([everyone.index(key) for key in group])
    found = swapped(case.material, positions)
    for slot, j in np.ndindex(found.shape):
        instead = {*group[:slot], *group[slot + 1 :], everyone[j]}
        if len(instead) == case.size:
            assert found[slot, j] == pytest.approx(case.plain.quality(tuple(sorted(instead))))
