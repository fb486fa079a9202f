"""Looks at a page: its width, what axe finds, what it complains of, what it weighs."""

import gzip
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE

HEAVIEST = 100_000
TYPED = "input[type=text], input[type=email], input[type=search], textarea"
BUTTON = "button:visible, input[type=submit]:visible"
ASKING = f"{TYPED}, input[type=radio], input[type=checkbox], input[type=file], select"
RESOURCES = "performance.getEntriesByType('resource').map(entry => entry.name)"
WIDTH = "document.documentElement.scrollWidth"


def packed(content: bytes) -> int:
    """Give the size of something packed, or as it is where packing does not help."""
    return min(len(content), len(gzip.compress(content)))


def listen(page: Page) -> list[str]:
    """Gather what a page complains of: scripts, the content policy, what could not be loaded."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on("requestfailed", lambda request: heard.append(f"{request.failure}: {request.url}"))
    page.on(
        "console",
        lambda message: heard.append(message.text) if message.type == "error" else None,
    )
    return heard


def faults_in(heard: list[str]) -> list[str]:
    """Give what was heard, without what was cut short because the next page was opened."""
    return [words for words in heard if not words.startswith("net::ERR_ABORTED")]


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
