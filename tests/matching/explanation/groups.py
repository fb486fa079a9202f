"""Random groups over random instances, and small towns in which each fact is known."""

from hypothesis import strategies as st

from matching import Brief, Grouping, Instance
from tests.matching import reference
from tests.matching.strategies import instances, requests


@st.composite
def groups(draw, least=2, most=6, requests=requests, **more):
    """An instance, a request and some of the organisations."""
    instance = draw(instances(least=least, **more))
    ids = st.sampled_from([one.id for one in instance.organisations])
    members = draw(st.lists(ids, min_size=least, max_size=most, unique=True))
    return instance, draw(requests), sorted(members)


def best_three(options):
    """Of (quality, id) the best three; equal ones, to 1e-9, by the smallest id."""
    left, chosen = list(options), []
    while left and len(chosen) < 3:
        top = max(value for value, _ in left)
        key = min(key for value, key in left if value >= top - 1e-9)
        chosen.append(key)
        left = [one for one in left if one[1] != key]
    return chosen


def outsiders(instance, members):
    """Ids of everybody else."""
    return [one.id for one in instance.organisations if one.id not in members]


def kept_apart(instance, key, members):
    """Whether an organisation cannot work with one of the members."""
    return any(tuple(sorted((key, other))) in instance.exclusions for other in members)


def offered(instance, request, key, members):
    """Whether an organisation may be offered to join these."""
    named = request.must_include if isinstance(request, Brief) else ()
    refused = request.must_exclude if isinstance(request, Brief) else ()
    themed = bool(instance.organisation(key).themes) or key in named
    return themed and key not in refused and not kept_apart(instance, key, members)


def broken(instance, request, members):
    """The rules that a group breaks and that may be told."""
    return reference.broken_rules(instance, request, members) - {"exclusion"}


CELLS = [{"theme": theme, "area": area, "level": 1} for theme, area in
         [("play", "w1"), ("sport", "w1"), ("carers", "w2")]]  # fmt: skip
AREAS = [
    {"code": "w1", "name": "Elmfield", "lat": "53.50", "lon": "-2.20"},
    {"code": "w2", "name": "Oakley", "lat": "53.51", "lon": "-2.20"},
]
LEAD = {"can_lead": "yes", "will_lead": "yes"}


def brief(**more):
    """Three cells; two to four members."""
    return Brief.from_json({"id": "b", "size": {"min": 2, "max": 4}, "cells": CELLS} | more)


def grouping(**more):
    """An open grouping of two to four."""
    return Grouping.from_json({"id": "g", "size": {"min": 2, "max": 4}} | more)


def town(*rows, ties=(), exclusions=()):
    """An instance over the two areas; ties and exclusions are pairs of ids."""
    stated = [{"from": a, "to": b, "strength": "0.5"} for a, b in ties]
    apart = [{"a": a, "b": b} for a, b in exclusions]
    return Instance.from_tables(rows, AREAS, stated, apart)
