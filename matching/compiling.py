"""Compiles every kernel into Numba's cache, so that no search waits for it: at set-up, once.

`python -m matching.compiling` searches a small instance in both of the ways there are.
"""

import sys

from matching.briefs.material import NO_EARLIER, Material
from matching.briefs.pool import pool_of
from matching.briefs.proofs import Best, exact
from matching.briefs.suggestion import suggest_for_brief
from matching.problem import problem_of
from matching.request import Brief
from matching.synthetic import generate_instance


def compile_kernels() -> str | None:
    """Compile what is not in the cache yet; give one line where that does not work."""
    try:
        _search()
    except OSError as error:
        return f"The search could not be compiled: {error.strerror} ({error.filename})."
    return None


def _search() -> None:
    instance = generate_instance(24, seed=1)
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
        rows = exact(Material(problem, brief), pool, 4, NO_EARLIER, None, most=6)
        rows.run(Best(), 0.0, 10_000_000)


if __name__ == "__main__":
    sys.exit(compile_kernels())
