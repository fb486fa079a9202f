"""How kernels are compiled: cached on disk, without Python's lock, in strict floating point."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Bools = NDArray[np.bool_]

BITS = 64


def kernel(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile a function the first time it is called, and keep the result on disk.

    No fast mathematics: sums run in the order in which they are written, so that the same input
    gives the same bytes everywhere.
    """
    compiler: Any = numba.njit(cache=True, nogil=True, error_model="numpy")
    return cast(Callable[Parameters, Result], compiler(function))


def masks_of(table: NDArray[Any]) -> Words:
    """Pack a table of (n, codes) into words of 64 bits, (n, words); a code counts where above 0."""
    count, codes = table.shape
    words = np.zeros((count, max(1, -(-codes // BITS))), np.uint64)
    for code in range(codes):
        bits = (table[:, code] > 0).astype(np.uint64)
        words[:, code // BITS] |= bits << np.uint64(code % BITS)
    return words
