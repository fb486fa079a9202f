"""The edits of the stability benchmark are edits, and its tables say what was measured."""

from random import Random

import pytest

from bench.stability import KINDS, Edit, _kinds, changed_share, edited, measure, walk
from matching import Grouping, Instance, generate_instance, suggest_groups

REQUEST = Grouping.from_json({"id": "g", "size": {"min": 3, "max": 5}})


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_edit_gives_another_instance_that_can_be_read_back(kind):
    draw, instance = Random(1), generate_instance(60, 1)
    different = 0
    for _ in range(5):
        after = edited(instance, kind, draw)
        assert Instance.from_tables(**after.tables()) == after
        assert after.fingerprint == Instance.from_tables(**after.tables()).fingerprint
        different += after != instance
        instance = after
    assert different >= 3
    assert len(instance.organisations) == 60 + 5 * ((kind == "added") - (kind == "removed"))


def test_a_walk_makes_edits_of_every_kind_in_turn():
    instance = generate_instance(60, 1)
    outcome = suggest_groups(instance, REQUEST, effort=0)
    done = walk(instance, outcome, REQUEST, 9, 0.1)
    assert [one.kind for one in done.edits] == [*KINDS, *KINDS[:2]]
    assert done.outcome.provenance.input_fingerprint == done.instance.fingerprint
    assert changed_share(outcome, outcome) == 0.0
    assert changed_share(outcome, done.outcome) > 0.0


def test_the_table_has_a_row_for_each_kind_and_one_for_all():
    edits = [Edit("tie", 0.0, 10.0, 9.0), Edit("added", 0.004, 30.0, 20.0)]
    rows = [line.split("|") for line in _kinds(edits).splitlines()]
    assert [row[1].strip() for row in rows[2:]] == ["tie", "added", "**all**"]
    assert [cell.strip() for cell in rows[-1][2:11]] == [
        "2", "0.20 %", "0.40 %", "0.40 %", "20", "30", "30", "14", "20",
    ]  # fmt: skip


def test_a_small_run_tells_of_prices_and_of_a_cold_run():
    told = measure(60, 7, 0)
    assert "Against a cold run" in told
    assert "| 0.05 |" in told
