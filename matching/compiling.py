"""Compiles every kernel into Numba's cache, so that no search waits for it: at set-up, once.

`python -m matching.compiling` searches a small instance in all of the ways there are.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from matching.briefs.material import NO_EARLIER
from matching.briefs.material import Material as BriefMaterial
from matching.briefs.pool import pool_of
from matching.briefs.proofs import Best, exact
from matching.briefs.suggestion import suggest_for_brief
from matching.groupings.bounding import bound_of
from matching.groupings.laying_out import Material, facts_of
from matching.groupings.packing import pack
from matching.groupings.revising import revise_groups
from matching.groupings.rounds import Task, run
from matching.groupings.search import Search
from matching.groupings.suggestion import suggest_groups
from matching.instance import Instance
from matching.kernels.pairs import most_of_partners, pair_rows
from matching.problem import problem_of
from matching.request import Brief, Grouping
from matching.synthetic import generate_instance


def compile_kernels() -> str | None:
    """Compile what is not in the cache yet; give one line where that does not work."""
    try:
        _pairs()
        with ProcessPoolExecutor(2, get_context("spawn")) as processes:
            for part in [processes.submit(_briefs), processes.submit(_groupings)]:
                part.result()
    except OSError as error:
        return f"The search could not be compiled: {error.strerror} ({error.filename})."
    return None


def _instance() -> Instance:
    return generate_instance(24, seed=1)


def _material() -> Material:
    instance = _instance()
    grouping = Grouping.from_json({"id": "small", "size": {"min": 3, "max": 5}})
    return Material(problem_of(instance, grouping), grouping)


def _pairs() -> None:
    """What both kinds of search use, first, so that neither compiles it beside the other."""
    material = _material()
    bound_of(material)
    most_of_partners(material.pairs, np.arange(3), 2)
    pair_rows(material.pairs, np.arange(3), np.arange(3))


def _briefs() -> None:
    instance = _instance()
    ward = next(code for code in sorted(instance.areas) if "ward" in code)
    brief = Brief.from_json(
        {
            "id": "small",
            "size": {"min": 3, "max": 4},
            "cells": [{"theme": "play", "area": ward, "level": 1}],
        }
    )
    suggest_for_brief(instance, brief)
    problem = problem_of(instance, brief)
    pool = pool_of(problem, brief)
    if pool is not None:
        rows = exact(BriefMaterial(problem, brief), pool, 4, NO_EARLIER, None, most=6)
        rows.run(Best(), 0.0, 10_000_000)


def _groupings() -> None:
    material = _material()
    everyone = np.flatnonzero(material.limits > 0)
    search = Search(facts_of(material.slice(everyone)), everyone, 0)
    search.open()
    search.improve()
    search.rebuild(1)
    # Nothing known, so that the search for something better is compiled too.
    pack(search.facts, 0.0, search.places())
    instance, grouping = material.problem.instance, material.grouping
    found = suggest_groups(instance, grouping, effort=0)
    fewer = instance.without_organisation(found.consortia[0].members[0])
    revise_groups(fewer, grouping, found, earlier=instance)


def small_tile() -> Task:
    """A tile that needs every kernel which searching any tile needs, to warm a worker up with."""
    material = _material()
    cut = material.slice(np.flatnonzero(material.limits > 0))
    opening = Task(cut, (), True, 1, 0)
    return opening._replace(groups=tuple(run(opening)))


if __name__ == "__main__":
    sys.exit(compile_kernels())
