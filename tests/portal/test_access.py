"""Who may open what: every route for every role, and nothing of another partnership."""

import pytest

from portal.models.base import db
from portal.organisations.profiles import Source, state_fact
from portal.web.policy import RULES
from tests.portal.worlds import ROLES, SIGNED_IN, a_world, id_of, open_browsers

ALL = set(ROLES)
OWN = {"owner", "editor"}
# Who gets in by a rule, on pages about the owner's organisation in its own partnership.
LET_IN = {
    "public": ALL,
    "demonstration": set(),
    "signed in": set(SIGNED_IN),
    "administrator": {"administrator"},
    "coordinator": {"coordinator"},
    "settings": {"coordinator", "administrator"},
    "viewer": {"viewer", "coordinator"},
    "profile": OWN | {"viewer", "coordinator"},
    "own organisation": OWN,
    "own organisation or coordinator": OWN | {"coordinator"},
    "respondent": OWN | {"respondent"},
}
PUBLIC = {
    "static",
    "home.show",
    "home.about",
    "home.health",
    "home.security_contact",
    "accounts.sign_in",
    "accounts.link_sent",
    "accounts.open_link",
    "answering.open_link",
    "stopping.stop",
    "stopping.undo",
    "returning.send_link",
    "returning.link_sent",
    "partnerships.show",
    "registering.register",
    "registering.sent",
    "registering.confirm",
}
# Names in an address that stand for a row of one partnership.
ROWS = {"organisation_id", "survey", "brief_id", "run_id", "other_id", "member_id", "editor_id",
        "entry_id", "fact_id", "file", "token"}  # fmt: skip
SIGN_IN, INSIDE, CLOSED = "asked to sign in", "let in", "not there"


@pytest.fixture
def world(app):
    return a_world()


@pytest.fixture
def other(app):
    return a_world("valley", 6)


@pytest.fixture
def browsers(app, world, other):
    return open_browsers(app, world, other)


def doors(app):
    """Give every route of a page with each of its methods."""
    for route in app.url_map.iter_rules():
        if route.endpoint == "static":
            continue
        for method in sorted(route.methods & {"GET", "POST"}):
            yield route, method


def address(route, values):
    """Write the address of a route."""
    return route.build({name: values[name] for name in route.arguments})[1]


def outcome(answer):
    """Tell what became of a request."""
    if answer.status_code == 302 and answer.location.startswith("/sign-in"):
        return SIGN_IN
    return CLOSED if answer.status_code == 404 else INSIDE


def expected(rule, role, method):
    """Tell what should become of it."""
    if role in LET_IN[rule.name]:
        return INSIDE
    asks = rule.by_sign_in and role not in SIGNED_IN and method == "GET"
    return SIGN_IN if asks else CLOSED


def test_every_route_opens_for_those_its_rule_names_and_nobody_else(
    app, world, browsers, monkeypatch
):
    wrong = []
    for endpoint in app.view_functions:
        monkeypatch.setitem(app.view_functions, endpoint, lambda **_: "inside")
    for route, method in doors(app):
        at = address(route, world.values(route.endpoint))
        for role, browser in browsers.items():
            found = outcome(browser.open(at, method=method))
            wanted = expected(RULES[route.endpoint], role, method)
            if found != wanted:
                wrong.append(f"{method} {at}: {role} is {found}, should be {wanted}")
    assert wrong == []


def test_only_these_pages_are_public():
    assert {name for name, rule in RULES.items() if rule.name == "public"} == PUBLIC


@pytest.mark.walk
def test_every_page_can_be_read_by_those_who_may(app, world, browsers):
    wrong = []
    for route, method in doors(app):
        if method == "POST":
            continue
        at = address(route, world.values(route.endpoint))
        for role in LET_IN[RULES[route.endpoint].name]:
            status = browsers[role].get(at, follow_redirects=True).status_code
            if status != 200:
                wrong.append(f"{at}: {role} gets {status}")
    assert wrong == []


def strangers(route, world, other):
    """Give the addresses of a route with one row after another taken from elsewhere."""
    if "partnership" not in route.arguments:
        return
    own, foreign = world.values(route.endpoint), other.values(route.endpoint)
    for name in ROWS & route.arguments:
        if own[name] != foreign[name]:
            yield name, address(route, {**own, name: foreign[name]})


def test_no_row_of_another_partnership_is_there_for_anybody(app, world, other, browsers):
    wrong, tried = [], set()
    for route, method in doors(app):
        for name, at in strangers(route, world, other):
            tried.add(name)
            wrong += [
                f"{method} {at}: {role} meets another partnership's {name}"
                for role, browser in browsers.items()
                if outcome(browser.open(at, method=method)) == INSIDE
            ]
    assert wrong == []
    assert tried == ROWS - {"survey"}


def test_no_row_of_another_organisation_is_there_for_anybody(app, world, browsers):
    neighbour = world.members[1]
    fact = state_fact(neighbour, "radius_km", 9, Source("import"))
    theirs = {
        "fact_id": fact.id,
        "editor_id": id_of("editorships", role="owner", organisation_id=neighbour.organisation_id),
    }
    db.session.commit()
    met = []
    for route, method in doors(app):
        for name in route.arguments & {"fact_id", "editor_id"}:
            at = address(route, {**world.values(route.endpoint), name: theirs[name]})
            met += [
                at
                for browser in browsers.values()
                if outcome(browser.open(at, method=method)) == INSIDE
            ]
    assert met == []
