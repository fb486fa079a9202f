"""The families of the benchmark: seeded, and as hard in the way that they say."""

from itertools import combinations

import pytest

from bench.briefs.families import CONTRACT, FACTS, FAMILIES, case, described
from matching.places import kilometres
from tests.matching import reference

families = pytest.mark.parametrize("family", FAMILIES)


@families
def test_the_same_seed_gives_the_same_case_and_another_seed_another(family):
    assert case(family, 40, 3) == case(family, 40, 3)
    assert case(family, 40, 3).instance != case(family, 40, 4).instance


@families
def test_what_is_asked_can_be_asked_of_the_instance(family):
    one = case(family, 40, 0)
    one.brief.check(one.instance)
    offered = {theme for other in one.instance.organisations for theme in other.themes or ()}
    assert {cell.theme for cell in one.brief.cells} <= offered


def test_six_seeds_ask_with_six_different_weights():
    assert len({case("ordinary", 20, seed).brief.weights for seed in range(6)}) == 6


def test_tight_capacity_asks_for_nearly_all_that_six_neighbours_have():
    one = case("tight capacity", 60, 0)
    days = sorted((each.spare_days or 0 for each in one.instance.organisations), reverse=True)
    assert max(days) <= 2
    assert 0.3 * sum(days[:6]) < one.brief.min_capacity_days < sum(days[:6])


def test_few_leads_can_hold_the_contract():
    one = case("few leads", 120, 0)
    assert one.brief.contract_value == CONTRACT
    leads = [each for each in one.instance.organisations if reference.leadership(one.brief, each)]
    assert len(leads) == 3


def test_nested_themes_lie_within_each_other():
    members = case("nested themes", 60, 0).instance.organisations
    themes = [set(one.themes) for one in members if one.themes]
    assert all(one <= other or other <= one for one, other in combinations(themes, 2))


def test_decoys_cover_everything_alone_and_have_no_ties():
    one = case("decoys", 60, 0)
    covered = {
        each.id: reference.coverage_of_brief(one.instance, one.brief, [each])
        for each in one.instance.organisations
    }
    most = max(covered.values())
    alone = [each for each in one.instance.organisations if covered[each.id] == most]
    ids = {each.id for each in alone}
    assert most > 0 and len(alone) >= 18
    assert not any(ids & {tie.source, tie.target} for tie in one.instance.ties)
    apart = {key for pair in one.instance.exclusions for key in pair}
    assert all(each.id in apart or each.lat > 55 for each in alone)


def test_a_dense_city_is_within_a_few_kilometres():
    places = [one.place for one in case("one dense city", 60, 0).instance.organisations]
    known = [place for place in places if place]
    assert max(float(kilometres(*a, *b)) for a, b in combinations(known, 2)) < 15


def test_of_many_unknowns_half_of_the_facts_are_blank():
    one = case("many unknowns", 200, 0)
    rows = one.instance.tables()["organisations"]
    blank = [row[column] == "" for row in rows for column in FACTS]
    assert 0.5 < sum(blank) / len(blank) < 0.6
    assert one.brief.lead == "wanted"


def test_every_family_is_described():
    assert all(f"*{family}*" in described() for family in FAMILIES)
