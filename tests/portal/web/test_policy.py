"""Nobody opens what is not theirs: every page is tried by every role, in two partnerships."""

import re
import time
from types import SimpleNamespace

import pytest
from flask import g
from itsdangerous import TimestampSigner

from portal.accounts.service import make_administrator
from portal.models.base import db
from portal.organisations.service import add_editor
from portal.web.policy import RULES
from tests.portal.factories import a_member, a_participation, a_partnership, a_person
from tests.portal.web.walking import example_path, pages

ROLES = ("coordinator", "viewer", "owner", "administrator", "stranger", "nobody")
OPEN_TO = {
    "signed in": set(ROLES) - {"nobody"},
    "administrator": {"administrator"},
    "coordinator": {"coordinator"},
    "settings": {"coordinator", "administrator"},
    "viewer": {"coordinator", "viewer"},
    "participant": {"coordinator", "viewer", "owner"},
    "profile": {"coordinator", "viewer", "owner"},
    "own organisation": {"owner"},
    "own organisation or coordinator": {"coordinator", "owner"},
    "respondent": set(),
    "demonstration": set(),
}
PUBLIC = "public"
# Signed with the second in which a page was made, whatever the page is.
TOKEN = re.compile(r'(?s)<input\b[^>]*\bname="csrf_token"[^>]*>')


@pytest.fixture
def house(app):
    """Two partnerships of one shape, each with its own people."""
    clubs = {}
    for slug in ("here", "there"):
        partnership = a_partnership(slug, slug.title())
        for role in ("coordinator", "viewer"):
            a_member(partnership, role, a_person(f"{role}@{slug}.example"))
        clubs[slug] = a_participation(partnership, name=f"Club {slug}").organisation
        add_editor(clubs[slug], f"owner@{slug}.example", "owner")
    make_administrator("administrator@here.example")
    numbers = {slug: club.id for slug, club in clubs.items()}
    db.session.commit()
    return SimpleNamespace(clubs=numbers)


def is_shut(answer):
    """A page that does not exist for this person, or the way to sign in."""
    to_sign_in = answer.status_code == 302 and answer.location.startswith("/sign-in?next=")
    return answer.status_code == 404 or to_sign_in


def become(sign_in, role):
    """Sign somebody of the first partnership in."""
    if role != "nobody":
        sign_in(f"{role}@here.example")


def gate(app, rule, method, client, path):
    """Tell whether the guard let a request through, whatever the page then said of its parts."""
    with client:
        answer = client.open(path, method=method)
        return not is_shut(answer) or "endpoint_reached" in g


@pytest.fixture
def reached(app):
    """Note which requests get past the guard."""

    def note():
        g.endpoint_reached = True

    app.before_request_funcs.setdefault(None, []).append(note)
    yield
    app.before_request_funcs[None].remove(note)


@pytest.mark.usefixtures("reached")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.walk
def test_each_role_gets_past_the_guard_exactly_where_the_table_says(
    app, house, client, sign_in, role
):
    become(sign_in, role)
    wrong = set()
    for rule, method in pages(app):
        name = RULES[rule.endpoint].name
        path = example_path(app, rule, partnership="here", organisation_id=house.clubs["here"])
        expected = name == PUBLIC or role in OPEN_TO[name]
        if gate(app, rule, method, client, path) != expected:
            wrong.add(f"{method} {rule.rule}: {name}")
        become(sign_in, role)
    assert wrong == set()


@pytest.mark.usefixtures("reached")
@pytest.mark.parametrize("role", ["coordinator", "viewer", "owner"])
@pytest.mark.walk
def test_a_role_in_one_partnership_opens_nothing_in_another(app, house, client, sign_in, role):
    become(sign_in, role)
    wrong = set()
    for rule, method in pages(app):
        if "partnership" not in rule.arguments or RULES[rule.endpoint].name == PUBLIC:
            continue
        for number in house.clubs.values():
            path = example_path(app, rule, partnership="there", organisation_id=number)
            if gate(app, rule, method, client, path):
                wrong.add(f"{method} {path}")
    assert wrong == set()


@pytest.mark.parametrize("role", ["coordinator", "viewer", "owner"])
def test_an_organisation_of_another_partnership_is_not_found_under_ones_own(
    app, house, client, sign_in, role
):
    become(sign_in, role)
    found = set()
    for rule, method in pages(app):
        if "organisation_id" in rule.arguments:
            path = example_path(
                app, rule, partnership="here", organisation_id=house.clubs["there"], field="staff"
            )
            answer = client.open(path, method=method)
            if answer.status_code != 404:
                found.add(f"{method} {path}: {answer.status_code}")
    assert found == set()


def test_an_organisation_that_is_not_yours_looks_like_one_that_is_not_there(
    app, house, client, sign_in, monkeypatch
):
    """Fetched seconds apart: within one second tokens against forged forms are the same."""
    sign_in("owner@here.example")
    others = client.get(f"/p/here/organisations/{house.clubs['there']}")
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: int(time.time()) + 7)
    missing = client.get("/p/here/organisations/999999")
    assert others.text != missing.text, "the premise: the tokens differ"
    assert (others.status_code, TOKEN.sub("", others.text)) == (404, TOKEN.sub("", missing.text))
    assert missing.status_code == 404


def test_an_address_without_a_page_is_not_found_for_everybody(app, client):
    assert client.get("/nothing/here").status_code == 404


def test_nobody_is_asked_to_sign_in_by_a_post(app, house, client):
    assert client.post("/p/here/settings/people").status_code == 404


def test_every_rule_of_the_table_is_tried_here():
    assert {rule.name for rule in RULES.values()} == {*OPEN_TO, PUBLIC} - {"participant"}
