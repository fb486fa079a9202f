"""Makes ready what the other commands need: environment, packages, kernels, assets.

Any Python may read this file first, so it stays readable for old ones up to the first check.
"""

import sys

OLDEST = (3, 11)


def too_old(version: "tuple[int, ...]", program: str) -> "str | None":
    """Give the line for a Python that is too old, or None where it is new enough."""
    if tuple(version[:2]) >= OLDEST:
        return None
    have = ".".join(str(part) for part in version[:3])
    return (
        f"Patchwork needs Python 3.11 or newer; {program} is {have}. "
        "Where a newer one is installed, name it: PYTHON=python3.12 make run"
    )


if too_old(sys.version_info[:3], sys.executable):
    sys.exit(too_old(sys.version_info[:3], sys.executable))

import os
import subprocess
from pathlib import Path

from desk.assets import BUILD, fingerprint, is_fresh
from desk.environment import PYTHON, ROOT, ensure_environment, only_one
from desk.kernels import ensure_kernels
from desk.packages import ensure_packages, registry_settings
from desk.registry import node_environment
from desk.trouble import Trouble


def ensure_assets() -> None:
    """Build the style sheet and scripts into portal/static/build, where their sources changed."""
    if is_fresh(BUILD, fingerprint(ROOT, "frontend")):
        return
    print("Building the style sheet and scripts.", flush=True)
    env = os.environ | node_environment(registry_settings(), os.environ)
    script = [PYTHON, str(ROOT / "desk" / "assets.py")]
    built = subprocess.run(script, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
    if built.returncode:
        raise Trouble(built.stderr.strip() or "The style sheet could not be built.")


def ensure_words() -> None:
    """Make ready the words in other languages, where translators wrote since."""
    written = (ROOT / "portal" / "translations").glob("*/LC_MESSAGES/messages.po")
    if all(is_newer(path.with_suffix(".mo"), path) for path in written):
        return
    subprocess.run([PYTHON, "-m", "desk.words", "ready"], cwd=ROOT, check=True)


def is_newer(made: Path, source: Path) -> bool:
    """Tell whether a file was made after the one that it comes from was changed."""
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def prepare(*, dev: bool = False) -> None:
    """Make everything ready; what is ready already is left alone."""
    with only_one():
        ensure_environment()
        ensure_packages(dev=dev)
        ensure_kernels()
        ensure_assets()
        ensure_words()


if __name__ == "__main__":
    try:
        prepare(dev="--dev" in sys.argv[1:])
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit("Stopped. The same command goes on from here.")
