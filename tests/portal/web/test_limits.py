"""Too much of anything is refused plainly, and nothing private is kept by browsers."""

import pytest

from portal.accounts.service import MOST_LINKS_AN_HOUR, find_or_add_person
from portal.models.base import db
from portal.web.security import place


def test_more_than_three_thousand_fields_are_refused(app, client):
    fields = [
        f'--edge\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\nx\r\n' for n in range(3_100)
    ]
    body = "".join(fields) + "--edge--\r\n"
    kind = "multipart/form-data; boundary=edge"
    assert client.post("/sign-in", data=body, content_type=kind).status_code == 413


def test_a_field_of_three_megabytes_is_refused(app, client):
    body = b'--edge\r\nContent-Disposition: form-data; name="email"\r\n\r\n' + b"x" * 3_000_000
    kind = "multipart/form-data; boundary=edge"
    answer = client.post("/sign-in", data=body + b"\r\n--edge--\r\n", content_type=kind)
    assert answer.status_code == 413


def test_a_body_over_the_limit_is_refused(app, client):
    assert client.post("/sign-in", data=b"x" * 13_000_000).status_code == 413


@pytest.mark.parametrize("address", ["ada@example.org", "nobody@example.org"])
def test_a_sixth_link_in_an_hour_is_refused_alike_for_known_and_unknown(app, client, address):
    find_or_add_person("ada@example.org")
    db.session.commit()
    answers = [
        client.post("/sign-in", data={"email": address}) for _ in range(MOST_LINKS_AN_HOUR + 1)
    ]
    assert [answer.status_code for answer in answers] == [302] * MOST_LINKS_AN_HOUR + [429]
    assert "Look in your inbox" in answers[-1].text


@pytest.mark.parametrize("page", ["/", "/sign-in", "/about/contact", "/nothing"])
def test_every_page_carries_its_guards(app, client, page):
    headers = client.get(page).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app, client):
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("method", ["delete", "put", "patch", "trace"])
def test_methods_that_no_page_takes_are_refused(app, client, method):
    assert getattr(client, method)("/sign-in").status_code == 405


@pytest.mark.parametrize("body", ["[" * 100_000, '{"email": 5}', '{"email": ["a", "b"]}', "[1]"])
def test_a_form_sent_as_json_is_refused(app, client, body):
    answer = client.post("/sign-in", data=body, content_type="application/json")
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("somebody", "somebody"),
        ("", "127.0.0.1"),
    ],
)
def test_tries_are_counted_for_a_connection_not_for_each_of_its_addresses(app, address, counted):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert place() == counted
