"""The whole search at one size: the best group, in one piece or in many, with bounds that hold."""

import pytest

from matching.kernels import branching
from matching.kernels.branching import DEPTH, FRESH
from matching.kernels.pricing import NOTHING
from tests.matching.kernels import plain_branching
from tests.matching.kernels.cases import Case
from tests.matching.seeds import some_seeds

CLOSE = 1e-9
ENOUGH = 10_000_000
every_seed = pytest.mark.parametrize("seed", some_seeds(90))


def begun(seed, **more):
    case = Case(seed, **more)
    return case, case.begin()


def go_on(case, start, margin, work):
    return bool(branching.search(case.table, case.state, start, case.size, margin, work))


def best_of(case):
    """The best group by trying all; its value is NOTHING where there is none."""
    value, group = plain_branching.search(case.plain, case.named, case.free)
    return (value, group) if group else (NOTHING, ())


def found_by(case):
    return float(case.state.best[0]), case.named_by(case.state.best_members)


@every_seed
def test_the_best_group_is_found_and_of_equal_ones_the_smallest(seed):
    case, start = begun(seed)
    value, group = best_of(case)
    assert go_on(case, start, 0.0, ENOUGH)
    assert found_by(case) == (pytest.approx(value), group)
    assert branching.open_bound(case.table, case.state, start, case.size) < -1e9


@every_seed
def test_a_group_that_is_known_gives_way_to_a_better_or_a_smaller_one_only(seed):
    case, start = begun(seed)
    groups = list(case.plain.completions(case.named, case.free))
    if not groups:
        return
    known = case.draw.choice([groups[-1], *groups])
    case.show(case.plain.quality(known), known)
    assert go_on(case, start, 0.0, ENOUGH)
    value, group = best_of(case)
    assert found_by(case) == (pytest.approx(value), group)
    assert bool(case.state.marks[branching.FOUND]) == (group != known)


@pytest.mark.parametrize("margin", [0.0, 0.01])
@every_seed
def test_a_search_in_pieces_ends_as_one_without_a_break(seed, margin):
    whole, start = begun(seed)
    assert go_on(whole, start, margin, ENOUGH)
    parts, start = begun(seed)
    work, pieces = whole.draw.choice([1, 7, 60]), 1
    while not go_on(parts, start, margin, work):
        pieces += 1
    assert pieces < ENOUGH
    for name, array in whole.state._asdict().items():
        assert (array == parts.state._asdict()[name]).all(), name


@every_seed
def test_with_a_margin_nothing_is_better_than_the_best_by_more(seed):
    case, start = begun(seed)
    value, _ = best_of(case)
    margin = case.draw.choice([0.001, 0.02, 0.3])
    assert go_on(case, start, margin, ENOUGH)
    found, group = found_by(case)
    assert found <= value + CLOSE
    assert value <= found + margin + CLOSE
    assert group == () or case.plain.quality(group) == pytest.approx(found)


def open_rows(case, start):
    """(members, those not tried yet) of each row of a search that was interrupted."""
    state, deepest = case.state, int(case.state.marks[DEPTH])
    assert state.marks[FRESH]
    for d in range(start, deepest + 1):
        first = int(state.following[d]) if d < deepest else 0
        members = [*case.named, *case.ids(state.members[start:d])]
        yield members, case.ids(state.candidates[d, first : state.counts[d]])


@pytest.mark.parametrize("margin", [0.0, 0.02])
@every_seed
def test_at_every_break_the_bound_holds_for_whatever_was_not_searched(seed, margin):
    case, start = begun(seed)
    value, _ = best_of(case)
    work = case.draw.choice([1, 20, 100])
    while not go_on(case, start, margin, work):
        bound = branching.open_bound(case.table, case.state, start, case.size)
        assert bound >= plain_branching.open_bound(case.plain, open_rows(case, start)) - CLOSE
        assert max(bound, case.state.best[0] + margin) >= value - CLOSE


@pytest.mark.parametrize("seed", range(6))
def test_among_many_the_best_is_found_too(seed):
    case, start = begun(seed, count=60 if seed % 2 else 24, sizes=(2,) if seed % 2 else (3,))
    value, group = best_of(case)
    assert go_on(case, start, 0.0, ENOUGH)
    assert found_by(case) == (pytest.approx(value), group)


@pytest.mark.parametrize("seed", range(20))
def test_a_group_that_differs_from_all_the_earlier_ones_is_found(seed):
    earlier = []
    for _ in range(4):
        case, start = begun(seed, sizes=(2 + seed % 3,), earlier=tuple(earlier))
        assert go_on(case, start, 0.0, ENOUGH)
        assert found_by(case) == (pytest.approx(best_of(case)[0]), best_of(case)[1])
        index = case.plain.instance.index
        group = tuple(index[key] for key in found_by(case)[1])
        if group:
            earlier.append(group)
