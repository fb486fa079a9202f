"""Random briefs that ask for much, so that often no group can meet them; and every group."""

from functools import cached_property
from itertools import combinations
from random import Random

from matching import Brief, Instance
from tests.matching import reference
from tests.matching.strategies import random_tables

CELLS = [{"theme": "a", "area": "w1", "level": 1}]


def random_instance(seed, count):
    return Instance.from_tables(**random_tables(seed, count))


def tight_brief(seed, count):
    """A brief about a random instance of so many organisations."""
    draw = Random(f"tight-{seed}")
    ids = [f"o{number}" for number in range(count)]
    low = draw.choice([2, 2, 3, 4])
    return Brief.from_json(
        {
            "id": "tight",
            "cells": CELLS,
            "size": {"min": low, "max": low + draw.choice([0, 0, 1])},
            "lead": draw.choice(["required", "required", "wanted"]),
            "small_turnover": draw.choice([60_000.0, 100_000.0]),
            "min_capacity_days": draw.choice([0.0, 0.0, 2.0, 10.0, 18.5, 30.0]),
            "contract_value": draw.choice([None, None, 50_000.0, 200_000.0, 300_000.0]),
            "min_small": draw.choice([0, 0, 1, 2, 3]),
            "must_include": draw.sample(ids, min(count, draw.choice([0, 0, 1, 2, 3]))),
            "must_exclude": draw.sample(ids, min(count, draw.choice([0, 0, 1, 3]))),
            "hub": draw.choice([False, False, True]),
        }
    )


class AllGroups:
    """Every set of two organisations or more, and what it breaks of any brief."""

    def __init__(self, instance, most=None):
        self.instance, self.most = instance, most or len(instance.organisations)
        self._broken = {}

    @cached_property
    def groups(self):
        ids = [one.id for one in self.instance.organisations]
        return [group for size in range(2, self.most + 1) for group in combinations(ids, size)]

    def broken(self, brief):
        """The rules that each group breaks."""
        key = brief.model_dump_json()
        if key not in self._broken:
            self._broken[key] = {
                group: reference.broken_rules(self.instance, brief, group) for group in self.groups
            }
        return self._broken[key]

    def keeping(self, brief, *, heed=True, rules=None):
        """Groups that break none of these rules, by default none at all."""
        ignored = set() if heed else {"exclusion"}
        return [
            group
            for group, broken in self.broken(brief).items()
            if not (broken - ignored if rules is None else broken & set(rules))
        ]
