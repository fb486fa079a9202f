"""A database that is away or locked loses nothing: the answer holds what was typed."""

import sqlite3

import pytest
import sqlalchemy as sa

from desk.databases import start_server
from portal.app import create_app
from portal.config import Settings
from portal.models.base import db
from portal.models.surveys import Response
from tests.portal import factories as make
from tests.portal.pages import fields_of, hidden
from tests.portal.surveys.factories import a_link, a_survey

LONG = "A <b>long</b> & 'quoted' \"text\" " + "x" * 60_000
NOBODY = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"


def app_on(url, folder):
    return create_app(
        Settings(instance=folder, database_url=url, secret_key="test " * 10),
        TESTING=True,
        WTF_CSRF_ENABLED=False,
        RATELIMIT_ENABLED=False,
    )


def invited(app):
    """Make a survey in an app's database and give an organisation's link to it."""
    with app.app_context():
        db.create_all()
        survey = a_survey()
        token = a_link(survey, make.a_participation(survey.partnership, name="Kite Club"))
        db.session.commit()
        db.session.remove()
    return f"/link/{token}"


def answers(app):
    with app.app_context():
        found = db.session.scalar(sa.select(Response.answers))
        db.session.remove()
    return found


def held_while_away(client, address, data):
    answer = client.post(address, data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "Not saved yet. Your answers are still here" in page
    assert "Set-Cookie" not in answer.headers
    assert "<b>long" not in page
    return fields_of(page)


@pytest.fixture
def nowhere(tmp_path):
    """A browser of a server whose database refuses every connection."""
    return app_on(NOBODY, tmp_path).test_client()


def test_every_value_is_held_in_its_order_and_escaped(nowhere):
    data = {"q_name": LONG, "q_ticks": ["one", "two", "two"], "act": "go", "seen": "0" * 24}
    kept = held_while_away(nowhere, "/answer/some-id/part/about?x=1", data)
    assert kept == {
        "q_name": [LONG],
        "q_ticks": ["one", "two", "two"],
        "act": ["go"],
        "seen": ["0" * 24],
    }


def test_a_text_up_to_the_limit_is_held(nowhere):
    kept = held_while_away(nowhere, "/answer/some-id/part/about", {"q_name": "é" * 150_000})
    assert len(kept["q_name"][0]) == 150_000


def test_sending_is_held_with_its_key(nowhere):
    data = {"answered_by": "Kim", "send_key": "k" * 32, "revision": "4"}
    kept = held_while_away(nowhere, "/answer/some-id/check", data)
    assert kept == {name: [value] for name, value in data.items()}


def test_other_forms_are_held_too_but_no_secret(nowhere):
    data = {"title": "A survey", "csrf_token": "mine"}
    assert held_while_away(nowhere, "/p/hillside/surveys/new", data)["title"] == ["A survey"]
    page = nowhere.post("/p/hillside/surveys/new", data={"password": "hush"})
    assert page.status_code == 503
    assert "hush" not in page.get_data(as_text=True)


def test_a_question_may_be_called_whatever_it_is_called(nowhere):
    data = {"q_token_of_thanks": "A medal"}
    kept = held_while_away(nowhere, "/answer/some-id/part/about", data)
    assert kept == {"q_token_of_thanks": ["A medal"]}


def test_a_file_is_named_as_what_cannot_be_held(nowhere):
    from_disk = (open(__file__, "rb"), "plan.pdf")  # noqa: SIM115
    data = {"q_name": "We play", "q_file": from_disk}
    page = nowhere.post("/answer/some-id/part/about", data=data).get_data(as_text=True)
    assert "Choose it again" in page
    assert fields_of(page)["q_name"] == ["We play"]


def test_a_page_that_is_only_read_says_what_to_do(nowhere):
    answer = nowhere.get("/answer/some-id/part/about")
    assert answer.status_code == 503
    assert "Load this page again" in answer.get_data(as_text=True)


def test_a_postgresql_that_stops_and_comes_back_loses_nothing(tmp_path):
    server = start_server(tmp_path / "pg", "stop")
    address = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    app = app_on(address.render_as_string(hide_password=False), tmp_path)
    client = app.test_client()
    try:
        desk = client.post(invited(app)).location
        mark = hidden(client, f"{desk}part/about", "seen")
        server.cleanup()
        data = {"seen": mark, "act": "go", "q_name": "We play", "q_staff": "3"}
        kept = held_while_away(client, f"{desk}part/about", data)
        held_while_away(client, f"{desk}part/about", kept)
        server = start_server(tmp_path / "pg", "stop")
        assert client.post(f"{desk}part/about", data=kept).location == f"{desk}part/work"
        assert answers(app) == {"name": "We play", "staff": 3}
    finally:
        with app.app_context():
            db.engine.dispose()
        server.cleanup()


def test_a_sqlite_that_is_locked_too_long_loses_nothing(tmp_path):
    file = tmp_path / "locked.sqlite"
    app = app_on(f"sqlite:///{file}", tmp_path)
    client = app.test_client()
    desk = client.post(invited(app)).location
    mark = hidden(client, f"{desk}part/about", "seen")
    with app.app_context():
        impatient(db.engine)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    data = {"seen": mark, "act": "go", "q_name": "We play"}
    kept = held_while_away(client, f"{desk}part/about", data)
    other.execute("ROLLBACK")
    other.close()
    assert client.post(f"{desk}part/about", data=kept).location == f"{desk}part/work"
    assert answers(app) == {"name": "We play", "staff": None}
    with app.app_context():
        db.engine.dispose()


def impatient(engine):
    """Let new connections wait for a lock a moment only."""
    engine.dispose()

    @sa.event.listens_for(engine, "connect")
    def hurry(connection, _record):
        connection.execute("PRAGMA busy_timeout=50")
