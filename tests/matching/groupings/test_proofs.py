"""What is proven of an open grouping, against trying everything."""

import pytest

from matching import Grouping, Instance, progress, suggest_groups
from matching.groupings import packing
from tests.matching import reference
from tests.matching.strategies import blanked, random_grouping, random_tables


def best_total(instance, request):
    """The best total of groups in which nobody is too often and no two meet twice."""
    members = instance.organisations
    room = {one.id: most_groups(request, one) for one in members}
    worth = {frozenset(m): len(m) * q for q, m in reference.all_groups(instance, request)}
    groups = sorted(worth, key=lambda group: -worth[group])
    best = 0.0

    def go_on(start, total, chosen):
        nonlocal best
        best = max(best, total)
        for place in range(start, len(groups)):
            group = groups[place]
            full = any(sum(one in other for other in chosen) >= room[one] for one in group)
            if not full and all(len(group & other) < 2 for other in chosen):
                go_on(place + 1, total + worth[group], [*chosen, group])

    go_on(0, 0.0, [])
    return best


def most_groups(request, one):
    limit = min(1, one.max_groups) if request.one_group_each else one.max_groups
    return limit if one.themes else 0


def small_case(seed):
    """Seven that are in one group each, or six in up to two; much is unknown in every third."""
    overlap = seed % 3 == 0
    limits = ("", "1", "2", "2") if overlap else ("", "1")
    tables = random_tables(seed, 6 if overlap else 7, max_groups=limits)
    tables = blanked(tables, seed, 0.4) if seed % 3 == 1 else tables
    return Instance.from_tables(**tables), random_grouping(seed)


def test_small_groupings_are_proven_and_no_bound_is_too_low():
    wanted, overlapping = 0, 0
    for seed in range(60):
        instance, request = small_case(seed)
        best = best_total(instance, request)
        found, first = (
            suggest_groups(instance, request),
            suggest_groups(instance, request, effort=0),
        )
        assert (found.status, found.gap) == ("optimal", 0.0)
        assert found.total == pytest.approx(best, abs=1e-9)
        assert found.bound == pytest.approx(found.total)
        assert first.total <= best + 1e-9 <= first.bound + 2e-9
        wanted += request.lead == "wanted"
        members = [key for card in found.consortia for key in card.members]
        overlapping += len(members) > len(set(members))
    assert wanted > 15
    assert overlapping > 3


def test_a_proof_ends_the_search_and_says_so():
    instance, request = small_case(1)
    assert suggest_groups(instance, request).provenance.stopped == "proof"
    assert suggest_groups(instance, request, effort=0).provenance.stopped == "effort"


def test_where_the_columns_are_too_many_the_relaxation_is_the_bound(monkeypatch):
    monkeypatch.setattr(packing, "MOST_COLUMNS", -1)
    open_ones = 0
    for seed in range(30):
        instance, request = small_case(seed)
        found = suggest_groups(instance, request)
        best = best_total(instance, request)
        assert found.total <= best + 1e-9
        assert best <= found.bound + 1e-9
        assert found.gap == pytest.approx(
            (found.bound - found.total) / found.bound if found.bound else 0
        )
        open_ones += found.status == "bounded"
    assert open_ones > 0


@pytest.mark.parametrize("rounds", [1, 2])
def test_prices_that_are_not_yet_the_best_bound_too(monkeypatch, rounds):
    monkeypatch.setattr(packing, "MOST_COLUMNS", -1)
    monkeypatch.setattr(packing, "FIRST_COLUMNS", 2)
    monkeypatch.setattr(packing, "MORE_COLUMNS", 1)
    monkeypatch.setattr(packing, "MOST_ROUNDS", rounds)
    for seed in range(20):
        instance, request = small_case(seed)
        assert suggest_groups(instance, request).bound >= best_total(instance, request) - 1e-9


@pytest.mark.parametrize("nodes", [0, 3, 40])
def test_a_search_that_is_cut_short_has_a_true_bound_and_says_it_is_one(monkeypatch, nodes):
    monkeypatch.setattr(packing, "MOST_NODES", nodes)
    cut = 0
    for seed in range(20):
        instance, request = small_case(seed)
        found = suggest_groups(instance, request)
        best = best_total(instance, request)
        assert found.total - 1e-9 <= best <= found.bound + 1e-9
        if found.status == "optimal":
            assert found.total == pytest.approx(best, abs=1e-9)
        cut += found.status == "bounded"
    assert cut or nodes == 40


def test_a_lead_with_room_for_two_groups_leads_two():
    rows = [{"id": key, "themes": "t"} for key in "bcde"]
    lead = {"id": "a", "themes": "t", "can_lead": "yes", "will_lead": "yes", "max_groups": "2"}
    request = Grouping.from_json({"id": "g", "size": {"min": 3, "max": 3}})
    found = suggest_groups(Instance.from_tables([lead, *rows]), request, effort=0)
    assert [card.lead for card in found.consortia] == ["a", "a"]
    assert found.left_out == ()


def test_a_search_for_proof_is_broken_off_when_asked(monkeypatch):
    monkeypatch.setattr(packing, "NODES_AT_ONCE", 1)
    monkeypatch.setattr(progress, "BETWEEN_CALLS", 0)
    ended = set()
    for seed in range(12):
        instance, request = small_case(seed)
        phases = []

        def watch(told, phases=phases):
            phases.append(told.phase)
            return phases.count("Trying every group there could be") < 2

        found = suggest_groups(instance, request, watch=watch)
        assert found.total - 1e-9 <= best_total(instance, request) <= found.bound + 1e-9
        ended.add(found.provenance.stopped)
    assert "cancelled" in ended
