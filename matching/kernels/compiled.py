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


def kernel(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile a function the first time it is called, and keep the result on disk.

    No fast mathematics: sums run in the order in which they are written, so that the same input
    gives the same bytes everywhere.
    """
    compiler: Any = numba.njit(cache=True, nogil=True, error_model="numpy")
    return cast(Callable[Parameters, Result], compiler(function))
