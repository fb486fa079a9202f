"""Everybody's walk: each kind of page, wide and narrow, with JavaScript and without."""

import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from portal.app import create_app
from portal.config import Settings
from portal.models.base import db
from portal.web.errors import PAGES, error_page
from tests.browser.conftest import DESK, PHONE
from tests.browser.states import build
from tests.browser.walking import Found, Walker, choose

pytestmark = pytest.mark.walk

VISITORS = ("nobody", "respondent", "owner", "editor", "viewer", "coordinator", "administrator")
# Endpoints that answer a GET and that nobody comes to by opening pages.
NOT_PAGES = {"static": "files that pages bring along, and every page brings some"}
HEAVIEST = 100_000
TYPED = "input[type=text], input[type=email], input[type=search], textarea"
BUTTON = "button:visible, input[type=submit]:visible"
ASKING = f"{TYPED}, input[type=radio], input[type=checkbox], input[type=file], select"
RESOURCES = "performance.getEntriesByType('resource').map(entry => entry.name)"
WIDTH = "document.documentElement.scrollWidth"


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


def packed(content: bytes) -> int:
    """Give the size of something packed, or as it is where packing does not help."""
    return min(len(content), len(gzip.compress(content)))


def enter(browser: Browser, city: City, visitor: str, **options: object) -> BrowserContext:
    """Open a browser in which a visitor is who they are."""
    context = browser.new_context(base_url=city.url, viewport=DESK, **options)
    name = city.app.config["SESSION_COOKIE_NAME"]
    cookie = city.browsers[visitor].get_cookie(name)
    if cookie is not None:
        context.add_cookies([{"name": name, "value": cookie.value, "url": city.url}])
    return context


def listen(page: Page) -> list[str]:
    """Gather what a page complains of: scripts, the content policy, what could not be loaded."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on("requestfailed", lambda request: heard.append(f"not loaded: {request.url}"))
    page.on(
        "console",
        lambda message: heard.append(message.text) if message.type == "error" else None,
    )
    return heard


def look(page: Page) -> list[str]:
    """Say what is wrong with a page, wide and narrow."""
    wrong = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        wide = page.evaluate(WIDTH)
        if wide > size["width"]:
            wrong.append(f"{wide} px wide at {size['width']} px")
        for fault in Axe().run(page).response["violations"]:
            nodes = [node["html"][:150] for node in fault["nodes"][:3]]
            wrong.append(f"at {size['width']} px: {fault['id']}, {fault['help']}: {nodes}")
    page.set_viewport_size(DESK)
    return wrong


def visit(page: Page, plain: Page, address: str, weigh: Callable[[str], int]) -> list[str]:
    """Say what is wrong with an address: with its page, without JavaScript, with its weight."""
    answer = page.goto(address)
    wrong = look(page)
    weight = packed(answer.body()) + sum(weigh(one) for one in page.evaluate(RESOURCES))
    if answer.status != 200:
        wrong.append(f"status {answer.status}")
    if weight > HEAVIEST:
        wrong.append(f"{weight:,} bytes")
    heading = page.locator("h1").all_inner_texts()
    plain.goto(address)
    if len(heading) != 1 or plain.locator("h1").all_inner_texts() != heading:
        wrong.append(f"without JavaScript it is not headed {heading}")
    if plain.evaluate(WIDTH) > PHONE["width"]:
        wrong.append("too wide without JavaScript")
    return wrong


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
        wrong = visit(page, plain, one.address, weigh) + heard
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
    faults, refused = {}, []
    for one in (one for one in city.chosen if one.visitor == visitor):
        page.goto(one.address)
        if not send_empty(page):
            continue
        refused.append(one.endpoint)
        wrong = look(page)
        if not page.locator(".govuk-error-summary a").count():
            wrong.append("no error is linked to")
        if wrong or heard:
            faults[one.address] = wrong + heard
    context.close()
    print(visitor, refused)
    assert faults == {}
    assert refused


def send_empty(page: Page) -> bool:
    """Send the first form that asks for something without an answer; tell whether it is refused."""
    asking = page.locator("main form[method=post]").filter(has=page.locator(ASKING))
    form = asking.first
    if not asking.count() or not form.locator(BUTTON).count():
        return False
    for field in form.locator(TYPED).all():
        if field.is_visible():
            field.fill("")
    form.locator(BUTTON).last.click()
    page.wait_for_load_state()
    return page.title().startswith("Error:")
