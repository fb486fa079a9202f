"""Importing by page: look first, then all or nothing; hostile files are only text."""

import re

import pytest

from portal.models.base import db
from portal.organisations.profiles import Source, state_fact
from portal.organisations.service import add_organisation, find_by_name, list_participations
from tests.portal.factories import a_member, a_participation, a_person, an_editorship
from tests.portal.organisations.factories import a_posted_file, a_town

UPLOAD = "/p/town/organisations/import"


@pytest.fixture
def town(app, sign_in):
    town = a_town()
    a_member(town, person=a_person("coordinator@example.org"))
    db.session.commit()
    sign_in("coordinator@example.org")
    return town


@pytest.fixture
def send(town, client):
    """Upload a file and give the page that follows, and its address."""

    def upload(content, name="file.csv"):
        content = content if isinstance(content, bytes) else content.encode()
        answer = client.post(UPLOAD, **a_posted_file(content, name))
        if answer.status_code == 302:
            return client.get(answer.location), answer.location
        return answer, None

    return upload


def press(client, page, address):
    shown = re.search(r'name="shown"[^>]*value="(\w+)"', page.text)
    return client.post(address, data={"shown": shown.group(1) if shown else ""})


def names(town):
    db.session.expire_all()
    return [one.organisation.name for one in list_participations(town)]


def test_a_file_is_looked_at_and_then_taken_in(client, town, send):
    page, address = send("name,themes\nMoor Club,play\n")
    assert "Will add" in page.text
    assert "Open-access play: most of the work" in page.text
    assert names(town) == []
    assert press(client, page, address).location == "/p/town/organisations"
    assert names(town) == ["Moor Club"]


def test_a_preview_is_used_once(client, town, send):
    page, address = send("name\nMoor Club\n")
    press(client, page, address)
    assert client.get(address).status_code == 404
    assert press(client, page, address).status_code == 404


def test_nothing_is_taken_in_while_a_row_cannot_be_read(client, town, send):
    page, address = send("name,themes\nMoor Club,play\nHill Club,sport\n")
    assert "Can’t read, because" in page.text
    assert "“sport” is no theme of this partnership" in page.text
    assert "Import all" not in page.text
    answer = press(client, page, address)
    assert "can&#39;t be read" in answer.text
    assert names(town) == []


def test_what_changed_since_the_preview_is_shown_again(client, town, send):
    page, address = send("name,staff\nMoor Club,3\n")
    add_organisation(town, "Moor Club")
    db.session.commit()
    answer = press(client, page, address)
    assert answer.location == address
    assert "Something has changed since the preview" in client.get(address).text
    assert names(town) == ["Moor Club"]


def test_pressing_without_having_looked_changes_nothing(client, town, send):
    _, address = send("name\nMoor Club\n")
    client.post(address)
    assert names(town) == []


def test_another_person_does_not_find_the_preview(client, town, send, sign_in):
    _, address = send("name\nMoor Club\n")
    a_member(town, person=a_person("second@example.org"))
    db.session.commit()
    sign_in("second@example.org")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "x" * 22, "..%2F..%2Fsecret_key", "template.json"])
def test_a_guessed_preview_is_not_there(client, town, token):
    assert client.get(f"{UPLOAD}/{token}").status_code == 404


def test_markup_in_cells_names_and_columns_is_only_text(client, town, send):
    evil = "<script>alert(1)</script>"
    page, _ = send(f'name,themes,{evil}\n{evil},"{evil}",x\n', name=f"{evil}.csv")
    assert evil not in page.text
    assert page.text.count("&lt;script&gt;") >= 3


def test_formulas_stay_text(client, town, send):
    page, address = send('name,contact_name\n"=HYPERLINK(""http://x"")",@SUM(1)\n')
    press(client, page, address)
    assert names(town) == ['=HYPERLINK("http://x")']
    assert find_by_name(town, '=hyperlink("http://x")').contact_name == "@SUM(1)"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        ("name\nCaf\u00e9\n".encode("latin-1"), "CSV UTF-8"),
        ("name\nClub\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04\0\0\0workbook", "workbook"),
        (b"name\nA\0B\n", "UTF-16 or a workbook"),
        (b"name\n" + b"x" * 200_000 + b"\n", "one cell holds more than"),
        (b"name,name\nA,B\n", "Two columns are called"),
        (b'name\n"A\n', "quotation mark"),
        (b"name\n" + b"A\n" * 5_001, "more than 5,000 rows"),
        (b"name\n" + b"x\n" * 2_700_000, "larger than 5 MB"),
        (b"title\nA\n", "No column is called"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_at_its_field(send, content, words):
    page, address = send(content)
    assert (page.status_code, address) == (200, None)
    assert words in page.text
    assert "One thing to put right" in page.text


def test_a_file_over_every_limit_is_refused_before_it_is_read(client, town):
    assert client.post(UPLOAD, **a_posted_file(b"x" * 13_000_000)).status_code == 413


def test_semicolons_and_a_byte_order_mark_are_read(client, town, send):
    page, address = send("name;staff\nMoor Club;3\n".encode("utf-8-sig"))
    press(client, page, address)
    assert names(town) == ["Moor Club"]


def test_no_file_is_answered_at_the_field(client, town):
    assert "Choose a file" in client.post(UPLOAD).text


def test_the_empty_file_holds_every_column_and_nothing_else(client, town, send):
    answer = client.get(f"{UPLOAD}/template.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    page, _ = send(answer.data)
    assert "a header and no rows" in page.text


def test_a_long_preview_is_cut_and_says_so(client, town, send):
    page, address = send("name\n" + "".join(f"Club {n}\n" for n in range(250)))
    assert "And 50 more rows like these." in page.text
    press(client, page, address)
    assert len(names(town)) == 250


def test_the_page_after_an_import_counts_as_its_preview_did(client, town, send):
    # Bug: what had been added was counted as changed, as it took part by then.
    told_its_volunteers(town)
    page, address = send("name,volunteers\nNew Club,\nHilltop Youth Club,7\n")
    after = client.get(press(client, page, address).location)
    assert "Imported: 1 added, 1 changed." in after.text


def test_an_organisation_sees_what_a_file_says_otherwise(client, town, sign_in):
    # Bug: the page tried to print the list of differences as their number.
    club = told_its_volunteers(town)
    state_fact(club, "volunteers", 7, Source("import", ref="file:clubs.csv"))
    sign_in(an_editorship(club.organisation).person.email)
    page = client.get(f"/p/town/organisations/{club.organisation_id}")
    assert "1 difference to settle" in page.text


def told_its_volunteers(town):
    """An organisation that told of its volunteers itself."""
    club = a_participation(town, name="Hilltop Youth Club")
    state_fact(club, "volunteers", 2, Source("typed"))
    return club
