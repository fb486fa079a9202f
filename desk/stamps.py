"""Stamps: which lock files an environment was filled from, so that a second start does nothing."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def fingerprint(file: Path) -> str:
    """Give the SHA-256 of a file's content."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def read_stamps(stamp: Path) -> dict[str, str]:
    """Read the stamps; a missing or torn file counts as none."""
    try:
        found = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_stamped(stamp: Path, file: Path) -> bool:
    """Tell whether the environment was filled from this lock file as it is now."""
    return read_stamps(stamp).get(file.name) == fingerprint(file)


def write_stamps(stamp: Path, files: Iterable[Path]) -> None:
    """Note the lock files that the environment has just been filled from."""
    stamps = read_stamps(stamp) | {file.name: fingerprint(file) for file in files}
    fresh = stamp.with_suffix(".new")
    fresh.write_text(json.dumps(stamps, indent=1), encoding="utf-8")
    fresh.replace(stamp)
