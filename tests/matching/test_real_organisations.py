"""The real organisations of the open data, where they are on this machine."""

import pytest

from bench.real.coded import read_coded
from bench.real.grouping import asked_of, grouped
from bench.real.named import read_federated, read_recipients
from bench.real.tagged import read_focus, read_labelled, read_trafford
from tests.matching import reference

pytestmark = pytest.mark.walk


@pytest.mark.parametrize(
    ("read", "at_least"),
    [(read_focus, 780), (read_labelled, 2_400), (read_coded, 120), (read_trafford, 640)],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_real_organisations_are_grouped_by_the_rules(read, at_least, open_data):
    source = read(open_data)
    outcome = grouped(source, effort=0).outcome
    instance, asked = source.instance, asked_of(source)
    groups = [card.members for card in outcome.consortia]
    assert sum(len(group) for group in groups) > at_least
    assert reference.broken_together(instance, asked, groups) == set()
    for group in groups:
        assert reference.broken_rules(instance, asked, group) == set()
    assert _not_known(outcome) == {one.id for one in instance.organisations if not one.themes}


@pytest.mark.parametrize(
    ("read", "how_many"),
    [(read_recipients, 300), (read_federated, 10_000)],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_those_who_told_no_themes_are_all_not_known_yet(read, how_many, open_data):
    source = read(open_data)
    outcome = grouped(source, effort=6).outcome
    everybody = {one.id for one in source.instance.organisations}
    assert len(everybody) > how_many
    assert outcome.consortia == ()
    assert _not_known(outcome) == everybody
    assert {one.detail for one in outcome.left_out} == {"Tell us your themes."}


def _not_known(outcome):
    return {one.id for one in outcome.left_out if one.reason == "not known yet"}
