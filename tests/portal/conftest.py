"""An app on a real database for each test, emptied afterwards, and what many tests begin with."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.accounts.service import find_or_add_person
from portal.app import create_app
from portal.config import Settings
from portal.errors import DomainError
from portal.models.base import db
from portal.models.organisations import Participation
from portal.models.partnerships import Partnership
from portal.models.people import Person
from portal.models.surveys import Survey
from tests.portal import factories as make
from tests.portal.databases import URLS, keep_nothing_safe, scratch_folder
from tests.portal.surveys.factories import a_link, a_survey

APPS: dict[str, Flask] = {}


class Browser(FlaskClient):
    """A client that closes what it sent, which for large files is a file of its own."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask, and close."""
        answer = super().open(*args, **kwargs)
        for one in (answer, *answer.history):
            one.request.environ["wsgi.input"].close()
        return answer


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests on the databases that are asked for, else those of services on both."""
    if "database" not in metafunc.fixturenames:
        return
    is_service = metafunc.module.__name__.rsplit(".", 1)[-1].startswith("test_service")
    usual = ",".join(sorted(URLS)) if is_service else "sqlite"
    asked = os.environ.get("PATCHWORK_TEST_DATABASES", usual).split(",")
    metafunc.parametrize("database", asked, scope="module")


def app_on(database: str) -> Flask:
    """Give this process's app on a database, made once."""
    if database not in APPS:
        folder = Path(scratch_folder()) / database
        settings = Settings(instance=folder, database_url=URLS[database](), secret_key="test " * 10)
        folder.mkdir(exist_ok=True)
        app = create_app(settings, TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
        with app.app_context():
            if database == "sqlite":
                sa.event.listen(db.engine, "connect", keep_nothing_safe)
            db.drop_all()
            db.create_all()
        app.test_client_class = Browser
        app.before_request_funcs.setdefault(None, []).insert(0, forget)
        APPS[database] = app
    return APPS[database]


def forget() -> None:
    """Start each request with nothing in `g`, as a server does.

    Requests share the context that the fixture keeps open; without this the person of one
    request would still be signed in at the next, whatever its cookies say.
    """
    for name in list(g):
        g.pop(name)


@contextmanager
def emptied(database: str) -> Iterator[Flask]:
    """Open an app with an empty database and a context, and leave the database empty again."""
    app = app_on(database)
    with app.app_context():
        yield app
        db.session.rollback()
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        db.session.remove()


@pytest.fixture
def app(database: str) -> Iterator[Flask]:
    """An app with an empty database and an open context."""
    with emptied(database) as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, nobody signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(client: FlaskClient) -> Callable[[str], Person]:
    """Sign somebody in to `client` by their address, adding them where they are new."""

    def as_person(email: str) -> Person:
        person = find_or_add_person(email)
        db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"] = person.fs_uniquifier
            session["_fresh"] = True
            session["signed_in_at"] = 4_000_000_000.0
        return person

    return as_person


@pytest.fixture
def partnership(app: Flask) -> Partnership:
    """A partnership in which nobody is anything yet."""
    return make.a_partnership()


@pytest.fixture
def coordinator(partnership: Partnership, sign_in: Callable[[str], Person]) -> Person:
    """The partnership's coordinator, signed in to `client`."""
    person = sign_in("ada@example.org")
    make.a_member(partnership, "coordinator", person)
    db.session.commit()
    return person


@pytest.fixture
def viewer(partnership: Partnership, sign_in: Callable[[str], Person]) -> Person:
    """Somebody of an infrastructure body, signed in to `client`."""
    person = sign_in("vic@example.org")
    make.a_member(partnership, "viewer", person)
    db.session.commit()
    return person


@pytest.fixture
def survey(partnership: Partnership) -> Survey:
    """A small open survey of the partnership."""
    made = a_survey(partnership)
    db.session.commit()
    return made


@pytest.fixture
def club(survey: Survey) -> Participation:
    """An organisation that the survey may ask."""
    return taking_part(survey, "Kite Club")


@pytest.fixture
def owls(survey: Survey) -> Participation:
    """Another organisation of the partnership."""
    return taking_part(survey, "Owl Play")


def taking_part(survey: Survey, name: str) -> Participation:
    """Let an organisation take part in the survey's partnership."""
    made = make.a_participation(survey.partnership, name=name)
    db.session.commit()
    return made


@pytest.fixture
def token(survey: Survey, club: Participation) -> str:
    """The token of the club's personal link."""
    made = a_link(survey, club)
    db.session.commit()
    return made


@pytest.fixture
def link(token: str) -> str:
    """The address of the club's personal link."""
    return f"/link/{token}"


@pytest.fixture
def at_once(app: Flask) -> Callable[[Callable[[int], Any]], list[str]]:
    """Do something twelve times at once, each in a transaction of its own; give what came of it.

    It is "done", "not done" where an act gives False, or the name of the refusal, sorted.
    """

    def once(act: Callable[[int], Any], number: int) -> str:
        with app.app_context():
            try:
                done = act(number)
                db.session.commit()
            except DomainError as refusal:
                db.session.rollback()
                return type(refusal).__name__
            return "not done" if done is False else "done"

    def press(act: Callable[[int], Any]) -> list[str]:
        db.session.commit()
        with ThreadPoolExecutor(12) as pool:
            found = sorted(pool.map(partial(once, act), range(12)))
        db.session.rollback()
        db.session.expire_all()
        return found

    return press
