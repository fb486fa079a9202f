"""Small parts of the engine: distances, made-up cities, progress, stored outcomes, examples."""

import copy
import doctest
import importlib
import pkgutil

import pytest

import matching
from matching import (
    Brief,
    Outcome,
    RequestError,
    ResultError,
    TableError,
    generate_instance,
    suggest_for_brief,
)
from matching.leadership import eligible
from matching.places import kilometres
from matching.progress import Pace

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(matching.__path__, "matching.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_are_true(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert float(kilometres(53.0, -2.0, 54.0, -2.0)) == pytest.approx(111.195, abs=1e-3)


def test_opposite_points_are_half_a_circumference_apart():
    assert float(kilometres(0.0, 0.0, 0.0, 180.0)) == pytest.approx(20015.115, abs=1e-2)


def test_a_made_up_city_has_scarce_leads_and_unknown_facts():
    instance = generate_instance(400, 1)
    request = Brief.from_json(
        {"id": "b", "size": {"min": 2, "max": 3},
         "cells": [{"theme": "play", "area": "town-1", "level": 1}]}
    )  # fmt: skip
    leads = sum(eligible(request, one) is True for one in instance.organisations)
    assert 20 <= leads <= 120
    for fact in ("place", "themes", "ages", "needs", "ties", "turnover"):
        assert any(fact in one.unknown_facts for one in instance.organisations)
    assert instance.ties
    assert instance.exclusions


def test_another_seed_makes_another_city():
    assert generate_instance(20, 1) != generate_instance(20, 2)


def test_the_watcher_is_not_called_more_often_than_a_few_times_a_second():
    seen = []
    pace = Pace(seen.append, None, total=1000)
    for _ in range(1000):
        assert pace.step(1.0)
    assert len(seen) <= 5


def test_errors_keep_their_evidence_when_a_process_hands_them_on():
    error = copy.copy(TableError("t", "p", row=3, column="c"))
    assert (error.table, error.row, error.column, error.problem) == ("t", 3, "c", "p")
    assert copy.copy(RequestError("f", "p")).field == "f"


def small_outcome():
    instance = generate_instance(12, 1)
    brief = Brief.from_json(
        {"id": "b", "size": {"min": 2, "max": 3},
         "cells": [{"theme": "play", "area": "town-1", "level": 1}]}
    )  # fmt: skip
    return suggest_for_brief(instance, brief)


def test_a_stored_outcome_is_read_back_equal():
    outcome = small_outcome()
    assert Outcome.from_json(outcome.to_json()) == outcome


def test_a_stored_outcome_names_the_part_that_is_wrong():
    plain = small_outcome().to_json()
    plain["provenance"]["seed"] = "one"
    with pytest.raises(ResultError, match=r"provenance\.seed"):
        Outcome.from_json(plain)
