"""A running Patchwork for browsers: a real server, Chromium, axe, phones without JavaScript."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from desk.chromium import find_chromium
from portal.accounts.service import find_or_add_person
from portal.app import create_app
from portal.config import Settings
from portal.models.base import db, writes
from portal.models.people import Person

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Live:
    """A server at `url`, and the app behind it for making rows."""

    url: str
    app: Flask


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a browser test, left out where there is no Chromium."""
    missing = pytest.mark.skip(reason="no Chromium on this machine")
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if find_chromium() is None:
                item.add_marker(missing)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for all browser tests, with a database of its own."""
    settings = Settings(instance=tmp_path_factory.mktemp("instance"), secret_key="browser " * 8)
    app = create_app(settings, RATELIMIT_ENABLED=False)
    with app.app_context():
        db.create_all()
    http = make_server("127.0.0.1", 0, app, threaded=True)
    app.config["BASE_URL"] = f"http://127.0.0.1:{http.port}"
    Thread(target=http.serve_forever, daemon=True).start()
    yield Live(app.config["BASE_URL"], app)
    http.shutdown()
    http.server_close()


@pytest.fixture
def live(server: Live) -> Iterator[Live]:
    """The server with an empty database and an open context; commit what a page shall see."""
    with server.app.app_context():
        # The test reads beside the server, so it takes no write lock before it writes.
        token = writes.set(False)
        yield server
        writes.reset(token)
        db.session.rollback()
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        db.session.remove()


def new_page(browser: Browser, live: Live, **options: object) -> Page:
    """Open a page of a browser that nobody used before."""
    return browser.new_context(base_url=live.url, **options).new_page()


@pytest.fixture
def desk_page(browser: Browser, live: Live) -> Iterator[Page]:
    """A page on a wide screen."""
    page = new_page(browser, live, viewport=DESK)
    yield page
    page.context.close()


@pytest.fixture
def page_320_nojs(browser: Browser, live: Live) -> Iterator[Page]:
    """A page on a small phone with JavaScript off."""
    page = new_page(browser, live, viewport=PHONE, java_script_enabled=False)
    yield page
    page.context.close()


@pytest.fixture
def another_page(browser: Browser, live: Live) -> Iterator[Callable[[], Page]]:
    """Opens pages of further browsers, for somebody else or for another device."""
    pages: list[Page] = []

    def open_one() -> Page:
        pages.append(new_page(browser, live, viewport=DESK))
        return pages[-1]

    yield open_one
    for page in pages:
        page.context.close()


@pytest.fixture
def sign_in(live: Live) -> Callable[[Page, str], Person]:
    """Sign somebody in on a page, adding them where they are new."""

    def with_cookie(page: Page, email: str) -> Person:
        db.session.rollback()
        person = find_or_add_person(email)
        db.session.commit()
        held = {"_user_id": person.fs_uniquifier, "_fresh": True, "signed_in_at": time.time()}
        serializer = live.app.session_interface.get_signing_serializer(live.app)
        name = live.app.config["SESSION_COOKIE_NAME"]
        page.context.add_cookies([{"name": name, "value": serializer.dumps(held), "url": live.url}])
        return person

    return with_cookie


@pytest.fixture
def axe_clean() -> Callable[..., None]:
    """Check that axe finds nothing on a page as it is now, wide and narrow, nor any overflow."""

    def check(page: Page) -> None:
        before = page.viewport_size
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{page.url} {size}: {found.generate_report()}"
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{page.url}: {wide} px wide at {size['width']} px"
        if before is not None:
            page.set_viewport_size(before)

    return check
