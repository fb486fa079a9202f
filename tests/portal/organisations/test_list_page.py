"""The list of organisations, adding one, and what empty pages say."""

import pytest

from portal.models.base import db
from portal.organisations.service import add_organisation, find_by_name
from tests.portal.factories import a_member, a_person
from tests.portal.organisations.factories import a_town
from tests.portal.partnerships.factories import a_fact

LIST = "/p/town/organisations"


@pytest.fixture
def town(app, sign_in):
    town = a_town()
    for role in ("coordinator", "viewer"):
        a_member(town, role, a_person(f"{role}@example.org"))
    db.session.commit()
    sign_in("coordinator@example.org")
    return town


def test_an_empty_list_says_how_to_begin(client, town, sign_in):
    assert "Import a list" in client.get(LIST).text
    sign_in("viewer@example.org")
    page = client.get(LIST).text
    assert "No organisations yet" in page
    assert "Import a list" not in page


def test_an_organisation_is_added_and_shown(client, town):
    answer = client.post(f"{LIST}/add", data={"name": " Moor  Club ", "contact_name": "Sam"})
    assert "Moor Club is added." in client.get(answer.location).text
    assert find_by_name(town, "moor club").contact_name == "Sam"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": ""}, "Type the organisation&#39;s name"),
        ({"name": "\u200b"}, "Give the organisation&#39;s name"),
        ({"name": "x" * 201}, "Use at most 200 letters"),
        ({"name": "A\r\nB"}, "Write this on one line"),
        ({"name": "A", "contact_email": "nowhere"}, "e-mail address in the usual form"),
        ({"name": "Moor Club"}, "in the partnership already"),
    ],
)
def test_what_cannot_be_added_is_answered_at_its_field(client, town, data, words):
    add_organisation(town, "Moor Club")
    db.session.commit()
    page = client.post(f"{LIST}/add", data=data)
    assert page.status_code == 200
    assert words in page.text


@pytest.mark.parametrize(
    "name",
    ["</script><img src=x onerror=alert(1)>", "\u202egnihton", "{{7*7}}", "a" * 200, "\ud800x"],
)
def test_strange_names_are_shown_as_text(client, town, name):
    answer = client.post(f"{LIST}/add", data={"name": name.encode("utf-8", "replace")})
    page = client.get(answer.location).text
    assert "<img src=x" not in page
    assert "49" not in page.split("</h1>")[0].split("<h1>")[-1]
    assert client.get(LIST).status_code == 200


def test_searching_and_filtering_say_what_is_not_known(client, town):
    participation = add_organisation(town, "Moor Club")
    a_fact(participation, "themes", {"play": 1.0})
    add_organisation(town, "Hill Club")
    db.session.commit()
    page = client.get(f"{LIST}?theme=play").text
    assert "Moor Club" in page
    assert "Hill Club" not in page
    assert "1 of 2 organisations known to do open-access play. Others may: not known yet." in page


def test_nothing_found_is_no_proof_that_there_is_none(client, town):
    add_organisation(town, "Moor Club")
    db.session.commit()
    assert "None that we know of" in client.get(f"{LIST}?find=zebra").text


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=999999999999",
        "theme=' OR 1=1",
        "find=%00",
        "answered=x",
    ],
)
def test_odd_addresses_give_a_list_and_no_fault(client, town, query):
    add_organisation(town, "Moor Club")
    db.session.commit()
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_long_lists_keep_their_filter_from_page_to_page(client, town):
    for number in range(60):
        add_organisation(town, f"Club {number:02}")
    db.session.commit()
    page = client.get(f"{LIST}?find=club&answered=no").text
    assert "find=club" in page.split("pw-pages")[1]
    assert "Club 55" in client.get(f"{LIST}?find=club&answered=no&page=2").text


def test_those_who_left_are_listed_for_coordinators_only(client, town, sign_in):
    add_organisation(town, "Moor Club")
    db.session.commit()
    sign_in("viewer@example.org")
    assert "Moor Club" in client.get(f"{LIST}?left=yes").text
