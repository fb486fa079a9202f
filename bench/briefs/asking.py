"""A brief for an instance: themes and wards that are really there, in one town."""

from collections import Counter
from random import Random
from typing import Any

from matching import Brief

Row = dict[str, str]
Tables = dict[str, list[Row]]

TOWNS, WARDS, THEMES = 3, 3, 3
LEVELS = (0.5, 1.0, 1.0, 1.5)


def ask(draw: Random, tables: Tables, **more: Any) -> Brief:
    """Ask for the commonest themes of the fullest wards of one of the fullest towns."""
    parents = {row["code"]: row["parent"] for row in tables["areas"] if row["parent"]}
    listed = Counter(ward for row in tables["organisations"] for ward in _codes(row["areas"]))
    towns: Counter[str] = Counter()
    for ward, count in listed.items():
        towns[parents[ward]] += count
    town = draw.choice(_commonest(towns, TOWNS))
    wards = _commonest(Counter({w: n for w, n in listed.items() if parents[w] == town}), WARDS)
    there = [row for row in tables["organisations"] if set(_codes(row["areas"])) & set(wards)]
    liked = Counter(theme for row in there for theme in themes_of(row))
    plain: dict[str, Any] = {
        "id": "measured",
        "size": {"min": 3, "max": 6},
        "min_capacity_days": 8,
        "min_small": 1,
        "cells": [
            {"theme": theme, "area": ward, "level": draw.choice(LEVELS)}
            for theme in _commonest(liked, THEMES)
            for ward in wards
        ],
    }
    return Brief.from_json(plain | more)


def themes_of(row: Row) -> list[str]:
    """The themes of an organisation's row, without their weights."""
    return [theme.partition(":")[0] for theme in _codes(row["themes"])]


def in_town(tables: Tables, brief: Brief) -> list[Row]:
    """Rows of the organisations that list an area of the brief's town and have themes."""
    parents = {row["code"]: row["parent"] for row in tables["areas"]}
    town = parents[brief.cells[0].area]
    return [
        row
        for row in tables["organisations"]
        if row["themes"] and any(parents[code] == town for code in _codes(row["areas"]))
    ]


def _codes(cell: str) -> list[str]:
    return [code for code in cell.split(";") if code and code != "none"]


def _commonest(counts: Counter[str], most: int) -> list[str]:
    return sorted(counts, key=lambda code: (-counts[code], code))[:most]
