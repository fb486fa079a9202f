"""Starting again: what dies is replaced after a growing pause, but not again and again."""

import os
import signal
import sys

import pytest

from desk import revival
from desk.children import Stopping, start, stop
from desk.revival import WITHIN_SECONDS, note_death, watch

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
DYING = [sys.executable, "-c", "raise SystemExit(7)"]


@pytest.fixture
def sleeper():
    child = start("job worker", SLEEPER, os.environ, lasting=True)
    yield child
    stop([child])


@pytest.fixture
def quickly(monkeypatch):
    monkeypatch.setattr(revival, "FIRST_PAUSE_SECONDS", 0.01)


def test_the_pause_doubles_until_the_fifth_death_within_a_minute(sleeper):
    pauses = [note_death(sleeper, moment) for moment in (0.0, 5.0, 10.0, 20.0, 40.0)]
    assert pauses == [1.0, 2.0, 4.0, 8.0, None]


def test_deaths_of_long_ago_are_forgotten(sleeper):
    pauses = [note_death(sleeper, number * WITHIN_SECONDS) for number in range(9)]
    assert pauses == [1.0] * 9


def test_a_killed_child_is_replaced_and_said_so(sleeper, quickly, capsys):
    first = sleeper.process
    first.kill()
    assert watch(lambda: sleeper.process is not first, [sleeper], Stopping())
    assert sleeper.process.poll() is None
    assert capsys.readouterr().err == (
        "The job worker ended by itself (exit code -9); it starts again in 0.01 s.\n"
    )


def test_somebody_who_asks_for_the_end_need_not_wait_for_the_pause(sleeper, monkeypatch):
    monkeypatch.setattr(revival, "FIRST_PAUSE_SECONDS", 1e6)
    stopping = Stopping()
    monkeypatch.setattr(revival, "print", lambda *words, **where: stopping(signal.SIGTERM), False)
    sleeper.process.kill()
    assert not watch(lambda: False, [sleeper], stopping)
    assert sleeper.process.poll() == -signal.SIGKILL


def test_a_web_server_that_dies_during_the_pause_ends_the_wait(sleeper, monkeypatch):
    monkeypatch.setattr(revival, "FIRST_PAUSE_SECONDS", 1e6)
    web = start("web server", SLEEPER, os.environ)
    monkeypatch.setattr(revival, "print", lambda *words, **where: web.process.kill(), False)
    sleeper.process.kill()
    assert not watch(lambda: False, [web, sleeper], Stopping())
    assert web.process.poll() == -signal.SIGKILL


def test_what_is_not_to_last_stays_dead():
    child = start("web server", DYING, os.environ)
    assert not watch(lambda: False, [child], Stopping())
    assert child.process.returncode == 7
