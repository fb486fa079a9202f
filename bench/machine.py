"""What a measurement ran on, in words."""

import os
import platform
from pathlib import Path

import numba


def machine() -> dict[str, str]:
    """Cores, processor, memory, Python, Numba, and how busy the machine was with other work."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": str(os.cpu_count()),
        "processor": _processor(),
        "memory": f"{memory:.0f} GiB",
        "python": platform.python_version(),
        "numba": numba.__version__,
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def in_words(told: dict[str, str]) -> str:
    """One line for a table."""
    return (
        f"{told['cores']} cores ({told['processor']}), {told['memory']}, Python {told['python']}, "
        f"Numba {told['numba']}; load when it began {told['load']}"
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
