"""A database of an earlier release becomes one of today with everything that it held."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade

from portal.app import create_app
from portal.config import Settings
from portal.models.base import db
from tests.portal.databases import URLS

pytestmark = pytest.mark.walk

BEFORE_SUBMISSIONS = "5d0c3f9a7e21"
BEFORE_CHANNELS = "b3d9416f20ac"
OLD_ROWS = """
INSERT INTO partnerships (id, created_at, slug, name, {partnership}) VALUES
  (1, '2026-11-01', 'larkhill', 'Larkhill', {partnership_values});
INSERT INTO organisations (id, created_at, name, name_key, kind, website) VALUES
  (1, '2026-11-01', 'Kite Club', 'kite club', '', ''), (2, '2026-11-01', 'Den', 'den', '', '');
INSERT INTO participations (id, created_at, partnership_id, organisation_id, slug, contact_name,
  contact_email) VALUES
  (1, '2026-11-01', 1, 1, 'o1', '', ''), (2, '2026-11-01', 1, 2, 'o2', '', '');
INSERT INTO surveys (id, created_at, partnership_id, slug, title, state, registration_open)
  VALUES (1, '2026-11-01', 1, 'autumn', 'Autumn', 'open', false);
INSERT INTO survey_versions (id, created_at, survey_id, number, definition)
  VALUES (1, '2026-11-01', 1, 1, '{{}}');
INSERT INTO responses (id, created_at, public_id, survey_id, version_id, participation_id, state,
  answers, revision, sent_at, send_key, answered_by) VALUES
  (1, '2026-11-02', 'sent-one', 1, 1, 1, 'sent', '{{"name": "Kites"}}', 2,
   '2026-11-03 10:00:00', 'pressed', 'Kim'),
  (2, '2026-11-02', 'draft-one', 1, 1, 2, 'draft', '{{"name": "Den"}}', 1, NULL, NULL, '');
"""


@pytest.fixture
def old(database: str, tmp_path: Path) -> Iterator[Flask]:
    """The portal over a database as the last release left it, with answers in it."""
    url = empty_database(database, tmp_path)
    app = create_app(Settings(instance=tmp_path, database_url=url, secret_key="test " * 10))
    with app.app_context():
        upgrade(revision=BEFORE_SUBMISSIONS)
        fill_in()
        yield app
        db.session.remove()
        db.engine.dispose()


def empty_database(database: str, folder: Path) -> str:
    """Give the address of a database with nothing in it."""
    if database == "sqlite":
        return f"sqlite:///{folder / 'old.sqlite'}"
    server = sa.create_engine(URLS[database](), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text("DROP DATABASE IF EXISTS old WITH (FORCE)"))
        connection.execute(sa.text("CREATE DATABASE old"))
    server.dispose()
    return server.url.set(database="old").render_as_string(hide_password=False)


def fill_in() -> None:
    """Put rows into the old tables; what a partnership must hold besides is left blank."""
    columns = sa.inspect(db.engine).get_columns("partnerships")
    named = {"id", "created_at", "slug", "name"}
    others = [c for c in columns if not c["nullable"] and c["name"] not in named]
    values = ["'{}'" if "JSON" in str(c["type"]) else "''" for c in others]
    values = [
        {"BOOLEAN": "false", "INTEGER": "1"}.get(str(c["type"]), value)
        for c, value in zip(others, values, strict=True)
    ]
    text = OLD_ROWS.format(
        partnership=", ".join(c["name"] for c in others), partnership_values=", ".join(values)
    )
    with db.engine.begin() as connection:
        for statement in filter(None, map(str.strip, text.split(";"))):
            connection.exec_driver_sql(statement)


def rows(query: str) -> list[tuple[object, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def test_what_was_sent_becomes_a_submission_and_drafts_stay_drafts(old):
    upgrade()
    submitted = rows("SELECT response_id, number, sent_by, send_key FROM submissions")
    assert submitted == [(1, 1, "Kim", "pressed")]
    assert rows("SELECT state, channel, survey_mode FROM responses ORDER BY id") == [
        ("sent", "online", "identified"),
        ("draft", "online", "identified"),
    ]
    assert rows("SELECT r.id FROM responses r JOIN submissions s ON s.answers = r.answers") == [
        (1,)
    ]


def test_a_sending_that_was_entered_says_how_it_came(old):
    upgrade(revision=BEFORE_CHANNELS)
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE responses SET channel = 'paper' WHERE id = 1")
    upgrade()
    assert rows("SELECT channel, entered_by FROM submissions") == [("paper", None)]


def test_the_way_back_gives_each_response_its_key_again(old):
    upgrade()
    downgrade(revision=BEFORE_SUBMISSIONS)
    assert rows("SELECT public_id, send_key FROM responses ORDER BY id") == [
        ("sent-one", "pressed"),
        ("draft-one", None),
    ]


def test_the_way_back_is_refused_where_it_would_lose_answers(old, caplog):
    upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO anonymous_answers (key, survey_id, answers) VALUES ('k', 1, '{}')"
        )
    with pytest.raises(SystemExit):
        downgrade(revision=BEFORE_SUBMISSIONS)
    assert "keep them" in caplog.text
    assert rows("SELECT key FROM anonymous_answers") == [("k",)]


def test_references_still_hold_after_tables_were_made_anew(old):
    upgrade()
    with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE surveys SET mode = 'anonymous' WHERE id = 1")
    with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM participations WHERE id = 1")


def test_a_version_that_was_published_before_stays_as_it_is_from_now_on(old):
    upgrade()
    with pytest.raises(sa.exc.DatabaseError, match="stays as it is"), db.engine.begin() as opened:
        opened.exec_driver_sql("UPDATE survey_versions SET definition = '[]'")
