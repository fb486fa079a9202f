"""A coordinator at a wide screen: signed in, and what they do with buttons, links and headings."""

import time
from contextlib import contextmanager

from portal.accounts.service import get_person

DESK = {"width": 1280, "height": 900}


@contextmanager
def coordinators_page(browser, running):
    """Open a wide screen on which the coordinator is signed in."""
    context = browser.new_context(base_url=running.url, viewport=DESK)
    context.add_cookies([signed_in(running)])
    yield context.new_page()
    context.close()


def signed_in(running):
    """Give the cookie of somebody who has signed in."""
    app = running.app
    with app.app_context():
        person = get_person(running.town.coordinator)
        held = {"_user_id": person.fs_uniquifier, "_fresh": True, "signed_in_at": time.time()}
    value = app.session_interface.get_signing_serializer(app).dumps(held)
    return {"name": app.config["SESSION_COOKIE_NAME"], "value": value, "url": running.url}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def heading(page, name, level=1):
    """Wait for a heading, without a press."""
    page.get_by_role("heading", name=name, level=level, exact=True).wait_for()
