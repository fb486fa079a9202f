"""Signing in by e-mail: one press, one use, the same answer for everybody."""

import re
import threading

import pytest
import sqlalchemy as sa

from portal.accounts import service
from portal.models.base import db
from portal.models.jobs import OutgoingEmail

ADDRESS = "ada@example.org"


@pytest.fixture
def link(app, client):
    """The path of a link that was e-mailed to somebody known."""
    service.find_or_add_person(ADDRESS)
    db.session.commit()
    client.post("/sign-in", data={"email": ADDRESS})
    body = db.session.scalar(sa.select(OutgoingEmail)).body
    # Reading outside a request takes SQLite's write lock; the pages under test need it.
    db.session.rollback()
    return re.search(r"http://127\.0\.0\.1:8000(/sign-in/\S+)", body).group(1)


def is_signed_in(client):
    return client.get("/mine").status_code == 200


def test_the_link_in_the_letter_signs_in_after_a_press(client, link):
    page = client.get(link)
    assert ADDRESS in page.text
    assert not is_signed_in(client)
    assert client.post(link).location == "/mine"
    assert is_signed_in(client)


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(client, link, method):
    for _ in range(3):
        getattr(client, method)(link)
    assert client.post(link).status_code == 302
    assert is_signed_in(client)


def test_a_used_link_says_so_and_signs_nobody_in(app, client, link):
    client.post(link)
    other = app.test_client()
    assert "This link has run out" in other.post(link).text
    assert not is_signed_in(other)


@pytest.mark.parametrize("token", ["x", "x" * 43, "%00", "../mine", "a" * 5000])
def test_a_guessed_link_opens_nothing(app, client, token):
    assert client.post(f"/sign-in/{token}").status_code in {200, 308, 404}
    assert not is_signed_in(client)


def test_twelve_presses_at_once_sign_one_of_them_in(app, link):
    start = threading.Barrier(12)
    outcomes = []

    def press():
        browser = app.test_client()
        start.wait()
        outcomes.append(browser.post(link).status_code)

    threads = [threading.Thread(target=press) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [200] * 11 + [302]


def test_known_and_unknown_addresses_get_the_same_answer(app, client):
    service.find_or_add_person(ADDRESS)
    db.session.commit()
    known, unknown = (
        client.post("/sign-in", data={"email": address})
        for address in (ADDRESS, "nobody@example.org")
    )
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert known.data == unknown.data


@pytest.mark.parametrize(
    "address", ["", "ada", "ada@", "a@b\r\nBcc: c@d.org", "x" * 300 + "@a.org"]
)
def test_what_is_no_address_is_answered_at_the_field(app, client, address):
    page = client.post("/sign-in", data={"email": address})
    assert page.status_code == 200
    assert "to put right" in page.text
    assert db.session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 0


@pytest.mark.parametrize(
    "goal",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "/%0d%0aLocation:evil",
        "/\tevil",
        "evil.example",
        "@evil.example",
    ],
)
def test_signing_in_never_leads_to_another_site(client, link, goal):
    client.get("/sign-in", query_string={"next": goal})
    location = client.post(link).location
    assert location == "/mine" or location.startswith("/%0d%0a")
    assert "evil" not in location or location.startswith("/%0d%0a")


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client, link):
    client.get("/mine")
    client.get("/sign-in", query_string={"next": "/mine?from=letter"})
    assert client.post(link).location == "/mine?from=letter"


def test_a_page_that_needs_signing_in_asks_for_it_and_comes_back(client, app):
    answer = client.get("/mine?a=1")
    assert answer.location == "/sign-in?next=/mine?a%3D1"


def test_signing_out_ends_the_sign_in_at_the_server(app, client, sign_in):
    sign_in(ADDRESS)
    assert is_signed_in(client)
    stolen = client.get_cookie("patchwork").value
    client.post("/sign-out")
    thief = app.test_client()
    thief.set_cookie("patchwork", stolen)
    assert not is_signed_in(thief)
    assert not is_signed_in(client)


def test_a_disabled_person_is_signed_out_at_once(app, client, sign_in):
    person = sign_in(ADDRESS)
    person.active = False
    db.session.commit()
    assert not is_signed_in(client)


def test_a_sign_in_older_than_half_a_day_has_ended(app, client, sign_in):
    sign_in(ADDRESS)
    with client.session_transaction() as session:
        session["signed_in_at"] = 1_000_000_000.0
    assert not is_signed_in(client)


def test_a_session_without_its_time_is_no_sign_in(app, client, sign_in):
    sign_in(ADDRESS)
    with client.session_transaction() as session:
        session.pop("signed_in_at")
    assert not is_signed_in(client)


def test_signing_in_starts_a_fresh_session(client, link):
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    client.post(link)
    with client.session_transaction() as session:
        assert "planted" not in session


def test_signing_out_takes_a_post(app, client, sign_in):
    sign_in(ADDRESS)
    assert client.get("/sign-out").status_code == 405
    assert is_signed_in(client)


def test_the_letter_uses_the_configured_address_whatever_the_header_says(app, client):
    service.find_or_add_person(ADDRESS)
    db.session.commit()
    client.post(
        "/sign-in",
        data={"email": ADDRESS},
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )
    assert "evil" not in db.session.scalar(sa.select(OutgoingEmail)).body


def test_demonstration_people_do_not_exist_in_real_use(app, client):
    assert client.post("/sign-in/demonstration/administrator").status_code == 404
    assert "Have a look round" not in client.get("/sign-in").text
