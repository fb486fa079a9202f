"""Patchwork as people run it: a web server and a job worker, each a process of its own."""

import os
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade

from desk.address import Address
from desk.children import find_dead, stop
from desk.chromium import find_chromium
from desk.serve import answers, settle, start_all
from portal.app import create_app
from portal.config import Settings
from tests.journeys.town import Town, found_town

HERE = Path(__file__).parent
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Running:
    """Patchwork at `url`, the folder that it keeps everything in, and a town in it."""

    url: str
    folder: Path
    app: Flask
    town: Town

    def letter_to(self, recipient: str, words: str) -> str:
        """Wait for a letter to somebody that holds some words and give its text."""
        return str(wait_for(lambda: find_letter(self.folder / "outbox", recipient, words)))

    def link_to(self, recipient: str) -> str:
        """Wait for a letter to somebody with a link and give the link."""
        found = re.search(rf"{self.url}/\S+", self.letter_to(recipient, self.url))
        assert found
        return found.group()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave journeys in a browser out where there is no Chromium."""
    if find_chromium() is not None:
        return
    missing = pytest.mark.skip(reason="no Chromium on this machine")
    for item in items:
        if item.path.is_relative_to(HERE) and item.get_closest_marker("browser"):
            item.add_marker(missing)


def find_letter(outbox: Path, recipient: str, words: str) -> str:
    """Give the text of a letter to somebody that holds some words, or nothing."""
    letters = (file.read_text(encoding="utf-8") for file in sorted(outbox.glob("*.txt")))
    mine = (letter for letter in letters if letter.startswith(f"To: {recipient}\n"))
    return next((letter for letter in mine if words in letter), "")


def wait_for(look: Callable[[], Any]) -> Any:
    """Look until there is something to see."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"nothing came within {PATIENCE_SECONDS} seconds")


def free_address() -> Address:
    """Find a port that nobody listens at."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return Address("127.0.0.1", trial.getsockname()[1])


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Patchwork with a town in it, served by processes that end with the tests."""
    folder, address = tmp_path_factory.mktemp("instance"), free_address()
    app = create_app(Settings(instance=folder, base_url=address.url, log_level="ERROR"))
    with app.test_request_context(base_url=address.url):
        upgrade()
        town = found_town()
    wishes = {
        "PATCHWORK_INSTANCE": str(folder),
        "PATCHWORK_LOG_LEVEL": "ERROR",
        "WEB_CONCURRENCY": "1",
    }
    children = start_all(address, settle({**os.environ, **wishes}, address, demonstration=False))
    try:
        wait_for(lambda: answers(address) or find_dead(children))
        assert find_dead(children) is None
        yield Running(address.url, folder, app, town)
    finally:
        stop(children)
