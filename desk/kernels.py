"""Compile the engine's kernels ahead, only when they, Python or Numba changed."""

import hashlib
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from desk.environment import PYTHON, ROOT, VENV
from desk.trouble import Trouble

KERNELS = ROOT / "matching" / "kernels"
COMPILE = (PYTHON, "-m", "matching.compiling")
STAMP = "patchwork.stamp"
FAILED = "The search could not be compiled: "


def cache_folder(environment: Mapping[str, str], kernels: Path = KERNELS) -> Path:
    """Give the folder in which Numba keeps what it compiled of the kernels."""
    given = environment.get("NUMBA_CACHE_DIR")
    if not given:
        return kernels / "__pycache__"
    # As Numba names it there: many programs may share that folder.
    digest = hashlib.sha1(str(kernels).encode(), usedforsecurity=False).hexdigest()
    return ROOT / given / f"{kernels.name}_{digest}"


def fingerprint(kernels: Path = KERNELS, venv: Path = VENV) -> str:
    """Hash the sources of the kernels, with the names of the Python and Numba that compile them."""
    digest = hashlib.sha256((venv / "pyvenv.cfg").read_bytes())
    for name in ("numba", "llvmlite"):
        found = venv.glob(f"lib/python*/site-packages/{name}-*.dist-info")
        digest.update(" ".join(sorted(path.name for path in found)).encode() + b"\0")
    for path in sorted(kernels.rglob("*.py")):
        digest.update(path.relative_to(kernels).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def ensure_kernels(kernels: Path = KERNELS, command: Sequence[str] = COMPILE) -> None:
    """Compile the kernels into Numba's cache, unless just these are there already."""
    folder, sources = cache_folder(os.environ, kernels), fingerprint(kernels)
    stamp = folder / STAMP
    if stamp.is_file() and stamp.read_text("utf-8") == sources:
        return
    print("Compiling the search; the first time this takes a minute or two.", flush=True)
    empty(folder)
    compile_kernels(command)
    folder.mkdir(parents=True, exist_ok=True)
    stamp.write_text(sources, "utf-8")


def empty(folder: Path) -> None:
    """Remove what was compiled: Numba does not see that a kernel calls another that changed."""
    for pattern in ("*.nbi", "*.nbc", STAMP):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)


def compile_kernels(command: Sequence[str]) -> None:
    """Let the engine compile every kernel, or say in its words why it cannot."""
    done = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it ended without a word"]
        raise Trouble(FAILED + said[-1].removeprefix(FAILED))
