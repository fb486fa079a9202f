"""Odd values in every field of every form, and in every address: refused or kept, never a fault."""

import re

import pytest

from portal.web.policy import RULES
from tests.portal.test_access import LET_IN, address
from tests.portal.worlds import a_world, open_browsers

NAMED = re.compile(r"<(?:input|select|textarea|button)\b[^>]*?\bname=\"([^\"]+)\"")
ODD = {
    "a NUL": "a\x00b",
    "half a letter": b"\xed\xa0\x80",
    "letters that turn the rest around": "\u202egnp.exe\u2066",
    "a number without end": "9" * 400,
    "a number below all": "-99999999999999999999",
    "infinity": "1e999",
    "not a number": "NaN",
    "a flood of marks": "e" + "\u0301" * 4000,
    "nothing": "",
    "a template": "{{7*7}}{x.__class__}%s%(a)s",
    "a path": "../../../../etc/passwd",
    "a day that is none": "2026-02-30",
}
# Pages that end something go last, so that the others still have what they are about.
ENDING = ("sign_out", "leave", "remove", "close", "stop", "cancel", "take_over", "put_back")
STRONGEST = ("respondent", "coordinator", "administrator", "owner", "nobody")


@pytest.fixture
def world(app):
    return a_world(organisations=4)


def routes_of(app, method):
    """Give every route that takes a method, those that end something last."""
    routes = [r for r in app.url_map.iter_rules() if method in r.methods and r.endpoint != "static"]
    return sorted(routes, key=lambda route: any(word in route.endpoint for word in ENDING))


def who_may(route):
    """Give a role that a route lets in, None where nobody is let in here."""
    allowed = LET_IN[RULES[route.endpoint].name]
    return next((role for role in STRONGEST if role in allowed), None)


@pytest.mark.walk
def test_no_odd_value_in_any_field_is_a_fault(app, world):
    browsers, faults, posted = open_browsers(app, world), [], 0
    for route in routes_of(app, "POST"):
        if (role := who_may(route)) is None:
            continue
        at = address(route, world.values(route.endpoint))
        page = browsers[role].get(at)
        names = set(NAMED.findall(page.text)) if page.mimetype == "text/html" else set()
        for odd, value in ODD.items():
            fields = dict.fromkeys(sorted(names | {"words", "note"}), value)
            status = browsers[role].post(at, data=fields).status_code
            posted += 1
            if status >= 500:
                faults.append(f"{role} {at}: {odd} in {sorted(names)} gives {status}")
    assert faults == []
    assert posted > 700


@pytest.mark.walk
def test_no_odd_value_in_any_address_is_a_fault(app, world):
    browsers, faults = open_browsers(app, world), []
    for route in routes_of(app, "GET"):
        if (role := who_may(route)) is None:
            continue
        at = address(route, world.values(route.endpoint))
        page = browsers[role].get(at)
        names = set(NAMED.findall(page.text)) if page.mimetype == "text/html" else set()
        for odd, value in ODD.items():
            asked = dict.fromkeys(sorted(names | {"page", "run", "q", "next"}), value[:900])
            status = browsers[role].get(at, query_string=asked).status_code
            if status >= 500:
                faults.append(f"{role} {at}: {odd} in {sorted(asked)} gives {status}")
    assert faults == []


@pytest.mark.parametrize("page", ["9" * 18, "9" * 400, "-9", "x", "\x00"])
def test_a_page_of_the_tracker_that_is_none_is_no_fault(app, world, page):
    coordinator = open_browsers(app, world)["coordinator"]
    at = f"/p/{world.partnership.slug}/surveys/{world.survey.slug}"
    assert coordinator.get(at, query_string={"page": page}).status_code == 200


def test_a_size_without_end_is_asked_for_again(app, world):
    coordinator = open_browsers(app, world)["coordinator"]
    asked = {"name": "All", "smallest": "3", "largest": "9" * 400}
    page = coordinator.post(f"/p/{world.partnership.slug}/groups/new", data=asked)
    assert page.status_code == 200
    assert "for the most organisations" in page.text
