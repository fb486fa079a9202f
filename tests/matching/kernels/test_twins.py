"""Every kernel has a twin of its own name."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from matching import kernels

MODULES = [module.name for module in iter_modules(kernels.__path__)]


def kernels_of(name):
    """The compiled functions that a module defines."""
    module = import_module(f"matching.kernels.{name}")
    return {
        key
        for key, value in vars(module).items()
        if hasattr(value, "py_func") and value.py_func.__module__ == module.__name__
    }


@pytest.mark.parametrize("name", [name for name in MODULES if kernels_of(name)])
def test_every_kernel_has_a_plain_twin(name):
    twins = import_module(f"tests.matching.kernels.plain_{name}")
    assert {key for key in kernels_of(name) if not hasattr(twins, key)} == set()
