"""Briefs over the 840 real organisations of the open data, where they are on this machine."""

import re

import pytest

from bench import real_briefs
from bench.real.tagged import read_focus
from matching import suggest_for_brief
from tests.matching import reference


@pytest.mark.parametrize("asked", real_briefs.ASKED, ids=lambda asked: asked.key)
def test_a_real_brief_is_answered_by_the_rules(asked, open_data):
    source = read_focus(open_data)
    instance, tags = source.instance, source.tags
    brief = asked.brief(instance, tags)
    cards = suggest_for_brief(instance, brief, effort=0).consortia
    assert len(cards) == 5
    for card in cards:
        assert reference.broken_rules(instance, brief, card.members) == set()


def test_nobody_is_named_where_the_answers_are_told(open_data, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["", "--data", str(open_data), "--effort", "0"])
    real_briefs.main()
    told = capsys.readouterr().out
    instance = read_focus(open_data).instance
    words = {one.name.lower() for one in instance.organisations if len(one.name) > 8}
    assert "Something to do after school" in told
    assert [name for name in words if name in told.lower()] == []
    assert not re.search(r"GB-\w+-\d+", told)
