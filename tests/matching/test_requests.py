"""Briefs, groupings, weights and presets, and what is wrong with them."""

import pytest

from matching import PRESETS, Brief, Grouping, RequestError, Weights

GROUPING = {"id": "g", "size": {"min": 3, "max": 6}}
BRIEF = GROUPING | {"cells": [{"theme": "t", "area": "w", "level": 1}]}


def test_defaults_are_those_of_the_specification():
    brief, grouping = Brief.from_json(BRIEF), Grouping.from_json(GROUPING)
    assert (brief.alternatives, brief.min_difference, brief.hub) == (5, 2, False)
    assert (brief.min_capacity_days, brief.contract_value, brief.min_small) == (0, None, 0)
    assert (grouping.target_capacity_days, grouping.full_breadth_themes) == (20, 8)
    assert (grouping.lead, grouping.tie_prior, grouping.small_turnover) == ("required", 0.1, 1e5)
    assert Weights().in_order() == (0.3, 0.15, 0.15, 0.15, 0.1, 0.05, 0.1)


def test_weights_may_be_partial_and_null_is_as_if_absent():
    given = GROUPING | {"weights": {"coverage": 1, "small": None}, "name": None}
    weights = Grouping.from_json(given).weights
    assert (weights.coverage, weights.small, weights.geography) == (1.0, 0.05, 0.15)


@pytest.mark.parametrize("request_", [Brief.from_json(BRIEF), Grouping.from_json(GROUPING)])
def test_a_request_is_read_back_as_it_was_written(request_):
    assert type(request_).from_json(request_.to_json()) == request_


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"size": None}, "size"),
        ({"size": {"min": 1, "max": 3}}, "size.min"),
        ({"size": {"min": 4, "max": 3}}, "size"),
        ({"size": {"min": 2.5, "max": 3}}, "size.min"),
        ({"id": ""}, "id"),
        ({"weights": {"covarage": 1}}, "weights.covarage"),
        ({"weights": {"coverage": -1}}, "weights.coverage"),
        ({"weights": dict.fromkeys(Weights.model_fields, 0)}, "weights"),
        ({"tie_prior": 1.5}, "tie_prior"),
        ({"tie_prior": "0.1"}, "tie_prior"),
        ({"small_turnover": True}, "small_turnover"),
        ({"lead": "optional"}, "lead"),
        ({"sizes": 3}, "sizes"),
        ({"cells": []}, "cells"),
        ({"cells": BRIEF["cells"] * 2}, ""),
        ({"cells": [{"theme": "t", "area": "w", "level": 0}]}, "cells[0].level"),
        ({"cells": [{"theme": "t", "area": "w"}]}, "cells[0].level"),
        ({"alternatives": 0}, "alternatives"),
        ({"min_difference": 0}, "min_difference"),
        ({"min_capacity_days": -1}, "min_capacity_days"),
        ({"must_include": "a"}, "must_include"),
        ({"hub": "yes"}, "hub"),
    ],
)
def test_a_wrong_field_is_named(change, field):
    with pytest.raises(RequestError) as caught:
        Brief.from_json(BRIEF | change)
    assert caught.value.field == field
    assert caught.value.problem in str(caught.value)


@pytest.mark.parametrize("change", [{"full_breadth_themes": 0.5}, {"one_group_each": 1}])
def test_a_wrong_field_of_a_grouping_is_named(change):
    with pytest.raises(RequestError, match=next(iter(change))):
        Grouping.from_json(GROUPING | change)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "is not JSON"),
        ("[]", "expected a JSON object"),
        ('{"id": "a", "id": "b"}', "is given twice"),
        (b"\xff", "not UTF-8"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_text_that_is_no_request_is_refused(text, problem):
    with pytest.raises(RequestError, match=problem):
        Grouping.from_json(text)


def test_there_are_six_presets_each_with_a_sentence():
    assert [*PRESETS] == [
        "Balanced", "By place", "By theme", "Contract-ready", "Build on ties", "New connections",
    ]  # fmt: skip
    assert PRESETS["Balanced"].weights == Weights()
    for preset in PRESETS.values():
        assert preset.sentence.endswith(".")
        assert sum(preset.weights.in_order()) == pytest.approx(1)
