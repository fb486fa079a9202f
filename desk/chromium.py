"""Finds the Chromium of this machine, for the browser tests."""

import os
import shutil
from collections.abc import Mapping

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Without first-run pages, and without a word to hosts outside.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
]


def find_chromium(environment: Mapping[str, str] = os.environ) -> str | None:
    """Give the path of Chromium: the one set in PATCHWORK_CHROMIUM, else the first found."""
    given = environment.get("PATCHWORK_CHROMIUM")
    if given:
        return given
    found = (shutil.which(name, path=environment.get("PATH")) for name in NAMES)
    return next((path for path in found if path), None)


def chromium_flags() -> list[str]:
    """Give the flags to start it with; its sandbox does not work for root."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
