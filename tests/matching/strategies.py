"""Random instances and requests in which much is not known.

Hypothesis chooses sizes and a seed, and a plain generator fills the cells: drawing every cell
through Hypothesis takes fifty times as long.
"""

from random import Random

from hypothesis import strategies as st

from matching import Brief, Grouping, Instance

THEMES, AGES, SERVICES, NETWORKS = "abcd", "xyz", "mnop", "uv"
AREAS = [
    {"code": "w1", "parent": "d1", "lat": "53.48", "lon": "-2.24"},
    {"code": "w2", "parent": "d1", "lat": "53.50", "lon": "-2.20"},
    {"code": "w3", "parent": "d2", "lat": "53.80", "lon": ""},
    {"code": "d1"},
    {"code": "d2", "lat": "53.80", "lon": "-1.55"},
]
CODES = [row["code"] for row in AREAS]
NUMBERS = {
    "lat": ["", "53.48", "53.48", "53.49", "53.55", "53.8"],
    "lon": ["", "-2.24", "-2.24", "-2.2", "-2.0", "-1.55"],
    "radius_km": ["", "0", "1", "4", "30"],
    "turnover": ["", "0", "50000", "99999.5", "100000", "2000000"],
    "spare_days": ["", "0", "0.5", "2", "9"],
    "max_contract": ["", "0", "50000", "250000"],
    "can_lead": ["", "yes", "yes", "no"],
    "will_lead": ["", "yes", "yes", "no"],
    "ties_known": ["", "yes", "no"],
}

seeds = st.integers(0, 2**32 - 1)


def random_tables(seed, count, max_groups=("", "", "1", "2", "0")):
    """Plain rows of the four tables."""
    draw = Random(seed)
    ids = [f"o{number}" for number in range(count)]
    organisations = [_organisation(draw, key, max_groups) for key in ids]
    speakers = [row["id"] for row in organisations if row["ties_known"] == "yes"]
    ties = [_tie(draw, speakers, ids) for _ in range(draw.randint(0, 2 * count)) if speakers]
    couples = [draw.sample(ids, 2) for _ in range(draw.randint(0, count // 2))]
    return {
        "organisations": organisations,
        "areas": AREAS,
        "ties": [tie for tie in ties if tie["from"] != tie["to"]],
        "exclusions": [{"a": a, "b": b} for a, b in couples],
    }


def _organisation(draw, key, max_groups):
    row = {column: draw.choice(values) for column, values in NUMBERS.items()}
    row |= {"id": key, "max_groups": draw.choice(max_groups), "themes": _weights(draw)}
    for column, codes in {
        "areas": CODES,
        "ages": AGES,
        "offers": SERVICES,
        "needs": SERVICES,
    }.items():
        row[column] = _codes(draw, codes, most=3)
    return row | {"networks": _codes(draw, NETWORKS, most=1)}


def _codes(draw, codes, most):
    some = ";".join(draw.sample(list(codes), draw.randint(1, most)))
    return draw.choice(["", "none", some, some])


def _weights(draw):
    chosen = draw.sample(THEMES, draw.randint(1, 4))
    some = ";".join(code + draw.choice(["", ":0.3", ":0.6", ":1", ":0.05"]) for code in chosen)
    return draw.choice(["", "none", *[some] * 8])


def _tie(draw, speakers, ids):
    ends = {"from": draw.choice(speakers), "to": draw.choice(ids)}
    return ends | {"kind": draw.choice("kl"), "strength": draw.choice(["0", "0.25", "0.5", "1"])}


def blanked(tables, seed, share):
    """The same tables in which about such a share of what is told is not."""
    draw = Random(seed)
    rows = [
        {column: cell if column == "id" or draw.random() >= share else "" for column, cell in row}
        for row in (row.items() for row in tables["organisations"])
    ]
    speakers = {row["id"] for row in rows if row["ties_known"] == "yes"}
    ties = [tie for tie in tables["ties"] if tie["from"] in speakers]
    return tables | {"organisations": rows, "ties": ties}


def tables(least=2, most=9, **more):
    return st.builds(
        lambda seed, count: random_tables(seed, count, **more), seeds, st.integers(least, most)
    )


def instances(least=2, most=9, **more):
    return tables(least, most, **more).map(lambda plain: Instance.from_tables(**plain))


def _shared(draw):
    low = draw.randint(2, 3)
    partial = {"coverage": 0.0, "cohesion": draw.choice([0.5, 3.0])}
    return {
        "id": "r",
        "size": {"min": low, "max": low + draw.randint(0, 2)},
        "lead": draw.choice(["required", "wanted"]),
        "tie_prior": draw.choice([0.0, 0.1, 1.0]),
        "small_turnover": draw.choice([0.0, 60_000.0, 100_000.0]),
        "weights": draw.choice([{}, {}, partial]),
    }


def random_brief(seed):
    """A brief that may be impossible to meet."""
    draw = Random(seed)
    wanted = {(draw.choice([*THEMES, "nobody"]), draw.choice(CODES)) for _ in range(4)}
    return Brief.from_json(
        _shared(draw)
        | {
            "cells": [
                {"theme": theme, "area": area, "level": draw.choice([0.3, 1.0, 2.5])}
                for theme, area in sorted(wanted)
            ],
            "min_capacity_days": draw.choice([0.0, 0.0, 2.0, 5.0]),
            "contract_value": draw.choice([None, None, 0.0, 50_000.0]),
            "min_small": draw.choice([0, 0, 1]),
            "alternatives": 3,
            "min_difference": draw.choice([1, 2]),
            "must_include": draw.choice([[], [], ["o0"], ["o1"]]),
            "must_exclude": draw.choice([[], [], ["o0"], ["o1"]]),
            "hub": draw.choice([False, False, True]),
        }
    )


def random_grouping(seed):
    """An open grouping."""
    draw = Random(seed)
    return Grouping.from_json(
        _shared(draw)
        | {
            "target_capacity_days": draw.choice([0.0, 3.0, 20.0]),
            "full_breadth_themes": draw.choice([1.0, 2.5, 8.0]),
            "one_group_each": draw.choice([True, False]),
        }
    )


briefs = seeds.map(random_brief)
groupings = seeds.map(random_grouping)
requests = st.one_of(briefs, groupings)
