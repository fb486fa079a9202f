"""The virtual environment in .venv."""

import contextlib
import fcntl
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from desk.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
LOCK = ROOT / ".prepare.lock"
NEEDED_MEGABYTES = 1500


@contextlib.contextmanager
def only_one(lock: Path = LOCK) -> Iterator[None]:
    """Let one command prepare at a time; a second one waits for the first."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another command is preparing Patchwork; waiting for it.", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def ensure_environment(venv: Path = VENV) -> None:
    """Make the environment where there is none that works."""
    if not works(venv):
        check_space(venv.parent)
        check_modules()
        make_environment(venv)


def works(venv: Path) -> bool:
    """Tell whether the environment's Python starts and has pip."""
    with contextlib.suppress(OSError):
        check = [str(venv / "bin" / "python"), "-c", "import pip"]
        return not subprocess.run(check, stderr=subprocess.DEVNULL).returncode
    return False


def check_space(folder: Path) -> None:
    """Refuse to begin where the packages would not fit."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < NEEDED_MEGABYTES:
        raise Trouble(
            f"Patchwork needs about {NEEDED_MEGABYTES} MB of disk for its packages; "
            f"{folder} has {free} MB free."
        )


def check_modules() -> None:
    """Refuse to begin with a Python that came without its venv module."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        name = f"python3.{sys.version_info.minor}-venv"
        raise Trouble(
            f"This Python came without its venv module. On Debian and Ubuntu: "
            f"sudo apt install {name}, then run the same command again."
        )


def make_environment(venv: Path) -> None:
    """Make an empty environment, in place of a half-made one."""
    print(f"Making a virtual environment in {venv.name} with Python {sys.version.split()[0]}.")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(venv)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode:
        last = (made.stdout.strip().splitlines() or ["no reason given"])[-1]
        raise Trouble(f"The virtual environment could not be made: {last}")
