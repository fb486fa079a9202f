"""`flask administrators`: the first administrator is made by command."""

import re

from portal.accounts.service import get_person


def test_an_administrator_is_made_and_given_a_link_that_signs_in_once(app, client):
    ran = app.test_cli_runner().invoke(args=["administrators", "invite", "first@example.org"])
    assert ran.exit_code == 0
    assert get_person("first@example.org").is_administrator
    path = re.search(r"http://127\.0\.0\.1:8000(/sign-in/\S+)", ran.output)[1]
    assert client.post(path).headers["Location"] == "/mine"
    assert b"Sign out" in client.get("/mine").data
    assert client.post(path).status_code == 200


def test_what_is_no_address_is_refused_in_one_line(app):
    ran = app.test_cli_runner().invoke(args=["administrators", "invite", "first at example"])
    assert ran.exit_code == 1
    assert ran.output.startswith("Error: first at example: ")
    assert ran.output.count("\n") == 1


def test_inviting_an_administrator_twice_makes_one(app):
    for _ in range(2):
        app.test_cli_runner().invoke(args=["administrators", "invite", "First@example.org"])
    assert [role.name for role in get_person("first@example.org").roles] == ["administrator"]
