"""Seeds of cases made by chance: every third is tried each time, the others by the walks."""

from typing import Any

import pytest


def some_seeds(count: int) -> list[Any]:
    """Give the seeds from 0 on, most of them left to the walks."""
    left = pytest.mark.walk
    return [pytest.param(seed, marks=left) if seed % 3 else seed for seed in range(count)]
