"""The queue: JSON messages, rung after the commit and not before, and never in anybody's way."""

import sqlite3

import pytest
import sqlalchemy as sa

from portal.config import Settings
from portal.jobs import queue
from portal.jobs.queue import Bell, JsonSerializer, open_queue, ring
from portal.models.base import db


@pytest.fixture
def done(monkeypatch):
    """A job that notes with what it was called."""
    calls = []

    def note(*arguments):
        calls.append(arguments)

    monkeypatch.setattr(queue, "JOBS", {"note": note})
    return calls


@pytest.fixture
def huey(tmp_path):
    opened = open_queue(Settings(instance=tmp_path))
    yield opened
    opened.storage.close()


def test_a_message_survives_the_queue_and_is_carried_out(done, huey):
    bell = Bell()
    bell.connect(huey)
    bell.send("note", 7)
    assert not bell.is_quiet()
    assert huey.storage.enqueued_items()[0].startswith(b'{"message"')
    huey.execute(huey.dequeue())
    assert done == [(7,)]
    assert bell.is_quiet()


def test_the_serializer_gives_back_what_it_was_given():
    written = JsonSerializer()
    for value in ("text", 3, None, ["a"], {"b": 1.5}):
        assert written.deserialize(written.serialize(value)) == value


def test_a_bell_rings_after_the_commit_and_not_after_a_rollback(app, monkeypatch):
    rung = []
    monkeypatch.setattr(queue.bell, "send", lambda name, *numbers: rung.append((name, numbers)))
    db.session.execute(sa.select(1))
    ring("note", 1)
    db.session.rollback()
    db.session.commit()
    assert rung == []
    ring("note", 2)
    assert rung == []
    db.session.commit()
    assert rung == [("note", (2,))]
    db.session.commit()
    assert len(rung) == 1


def test_a_queue_that_is_away_does_not_break_what_was_saved(done, huey, monkeypatch):
    bell = Bell()
    bell.connect(huey)

    def locked(*_):
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(huey.storage, "enqueue", locked)
    bell.send("note", 1)
    assert done == []
    assert bell.is_quiet()


def test_an_unknown_job_is_left_to_the_sweep(done, huey):
    bell = Bell()
    bell.connect(huey)
    bell.send("another", 1)
    assert bell.is_quiet()
