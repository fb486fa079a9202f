"""The 840 real organisations of the open data, where they are on this machine."""

from bench.open_data import read_open_data
from bench.real_organisations import GROUPING
from matching import suggest_groups
from tests.matching import reference


def test_real_organisations_are_grouped_by_the_rules(open_data):
    instance, _ = read_open_data(open_data)
    outcome = suggest_groups(instance, GROUPING, effort=0)
    groups = [card.members for card in outcome.consortia]
    assert sum(len(group) for group in groups) > 780
    assert reference.broken_together(instance, GROUPING, groups) == set()
    for group in groups:
        assert reference.broken_rules(instance, GROUPING, group) == set()
    without_tags = {one.id for one in instance.organisations if not one.themes}
    not_known = {one.id for one in outcome.left_out if one.reason == "not known yet"}
    assert not_known == without_tags
