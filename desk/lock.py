"""Pins every package, with hashes and without the address of any registry."""

import subprocess
import sys

from desk.environment import PYTHON, ROOT

FLAGS = ["--universal", "--generate-hashes", "--no-header", "--python-version", "3.11", "--quiet"]
PAIRS = [
    ("desk/installer.in", "desk/installer.txt", ["--no-annotate"]),
    ("requirements.in", "requirements.txt", []),
    ("requirements-dask.in", "requirements-dask.txt", ["-c", "requirements.txt"]),
    (
        "requirements-dev.in",
        "requirements-dev.txt",
        ["-c", "requirements.txt", "-c", "requirements-dask.txt"],
    ),
    ("bench/requirements.in", "bench/requirements.txt", ["-c", "requirements-dev.txt"]),
]


def compile_lock(source: str, target: str, extra: list[str]) -> int:
    """Pin one file; give uv's exit code."""
    command = [PYTHON, "-m", "uv", "pip", "compile", *FLAGS, "--upgrade", *extra]
    return subprocess.run(
        [*command, source, "-o", target], cwd=ROOT, stdout=subprocess.DEVNULL
    ).returncode


if __name__ == "__main__":
    sys.exit(max(compile_lock(*pair) for pair in PAIRS))
