"""Everybody's walk: each kind of page, wide and narrow, with JavaScript and without."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext
from werkzeug.serving import make_server

from portal.app import create_app
from portal.config import Settings
from portal.models.base import db
from portal.web.errors import PAGES, error_page
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import faults_in, listen, look, packed, send_empty, visit
from tests.browser.states import build
from tests.browser.walking import Found, Walker, choose

pytestmark = pytest.mark.walk

VISITORS = ("nobody", "respondent", "owner", "editor", "viewer", "coordinator", "administrator")
# Endpoints that answer a GET and that nobody comes to by opening pages.
NOT_PAGES = {
    "static": "files that pages bring along, and every page brings some",
}


@dataclass(frozen=True)
class City:
    """The demonstration, served, and what each visitor can reach in it."""

    url: str
    app: Flask
    browsers: dict[str, FlaskClient]
    found: dict[str, list[Found]]
    chosen: list[Found]


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The demonstration in more states than it has by itself, on a server of its own."""
    folder = tmp_path_factory.mktemp("demonstration")
    settings = Settings(instance=folder, demonstration=True, log_level="ERROR")
    app = create_app(settings, RATELIMIT_ENABLED=False)
    with app.app_context():
        db.create_all()
        built = build(app)
    found = {
        visitor: Walker(app, visitor).walk(built.browsers[visitor], built.starts[visitor])
        for visitor in VISITORS
    }
    chosen = choose([one for some in found.values() for one in some])
    http = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield City(f"http://127.0.0.1:{http.port}", app, built.browsers, found, chosen)
    http.shutdown()
    http.server_close()


@pytest.fixture(scope="session")
def weigh(city: City) -> Callable[[str], int]:
    """Weigh what an address gives, packed as a server would send it; each address once."""
    client, known = city.app.test_client(), {}

    def weigh_one(address: str) -> int:
        if address not in known:
            with client.get(address.removeprefix(city.url)) as answer:
                known[address] = packed(answer.data)
        return known[address]

    return weigh_one


def enter(browser: Browser, city: City, visitor: str, **options: object) -> BrowserContext:
    """Open a browser in which a visitor is who they are."""
    context = browser.new_context(base_url=city.url, viewport=DESK, **options)
    name = city.app.config["SESSION_COOKIE_NAME"]
    cookie = city.browsers[visitor].get_cookie(name)
    if cookie is not None:
        context.add_cookies([{"name": name, "value": cookie.value, "url": city.url}])
    return context


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_kind_of_page_is_sound(browser, city, weigh, visitor):
    scripted = enter(browser, city, visitor)
    bare = enter(browser, city, visitor, java_script_enabled=False)
    page, plain = scripted.new_page(), bare.new_page()
    plain.set_viewport_size(PHONE)
    heard = listen(page)
    faults = {}
    for one in (one for one in city.chosen if one.visitor == visitor):
        heard.clear()
        wrong = visit(page, plain, one.address, weigh) + faults_in(heard)
        if wrong:
            faults[one.address] = wrong
    scripted.close()
    bare.close()
    assert faults == {}


def test_every_link_leads_somewhere(city):
    dead = [
        (one.visitor, one.address, one.status)
        for some in city.found.values()
        for one in some
        if one.status not in {200, 302}
    ]
    assert dead == []


def test_no_page_was_missed(city):
    pages = {route.endpoint for route in city.app.url_map.iter_rules() if "GET" in route.methods}
    opened = {one.endpoint for some in city.found.values() for one in some if one.status == 200}
    assert pages - opened - NOT_PAGES.keys() == set()
    looked_at = {one.endpoint for one in city.chosen}
    html = {one.endpoint for some in city.found.values() for one in some if one.html}
    assert html == looked_at


@pytest.mark.parametrize("status", sorted(PAGES))
def test_every_error_page_is_sound(browser, city, status):
    with city.app.test_request_context("/nowhere"):
        body = error_page(status).get_data(as_text=True)
    context = enter(browser, city, "nobody")
    page = context.new_page()
    page.route(
        "**/nowhere",
        lambda route: route.fulfill(status=status, content_type="text/html", body=body),
    )
    page.goto("/nowhere")
    wrong = look(page)
    assert page.locator("h1").count() == 1
    context.close()
    assert wrong == []


def test_the_walk_sees_and_hears_what_is_wrong(browser, city):
    """A page with every fault that the walk looks for."""
    bad = "<html><body><main><h1>A</h1><img src=/static/gone.png><p style='width:900px'>B</main>"
    served = {"content_type": "text/html", "body": bad}
    context = enter(browser, city, "nobody")
    page = context.new_page()
    heard = listen(page)
    policy = {"Content-Security-Policy": "style-src 'self'"}
    page.route("**/strict", lambda route: route.fulfill(**served, headers=policy))
    page.route("**/free", lambda route: route.fulfill(**served))
    page.goto("/strict")
    assert any("Content Security Policy" in words for words in heard)
    page.goto("/free")
    wrong = " ".join(look(page))
    assert "px wide at 320 px" in wrong
    for rule in ("image-alt", "html-has-lang", "document-title"):
        assert rule in wrong
    context.close()


@pytest.mark.parametrize("visitor", ["nobody", "owner", "coordinator", "administrator"])
def test_every_form_that_is_sent_empty_says_so_soundly(browser, city, visitor):
    context = enter(browser, city, visitor)
    page = context.new_page()
    heard = listen(page)
    faults, refused = {}, 0
    for one in (one for one in city.chosen if one.visitor == visitor):
        heard.clear()
        page.goto(one.address)
        if not send_empty(page):
            continue
        refused += 1
        wrong = look(page) + faults_in(heard)
        if not page.locator(".govuk-error-summary a").count():
            wrong.append("no error is linked to")
        if wrong:
            faults[one.address] = wrong
    context.close()
    assert faults == {}
    assert refused
