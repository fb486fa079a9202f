"""`flask organisations import` previews first and does it only when asked."""

import pytest

from portal.models.base import db
from portal.organisations import service
from portal.organisations.profiles import Source, get_profile, state_fact
from tests.portal.organisations.factories import a_town


@pytest.fixture
def town(app):
    town = a_town()
    db.session.commit()
    return town


@pytest.fixture
def run(app, tmp_path, town):
    def command(content, *options, partnership="town"):
        file = tmp_path / "file.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        arguments = ["organisations", "import", partnership, str(file), *options]
        return app.test_cli_runner().invoke(args=arguments)

    return command


def test_a_preview_says_what_would_be_done_and_does_nothing(run, town):
    result = run("name,themes,shoe\nClub,play:0.3,44\n")
    assert "Row 2: will add Club: Themes: Open-access play: a little" in result.output
    assert "Columns left out: shoe." in result.output
    assert "Nothing was changed" in result.output
    assert service.list_participations(town) == []


def test_applying_does_it(run, town):
    result = run("name,themes\nClub,play\n", "--apply")
    assert result.output.endswith("Done.\n")
    assert get_profile(service.find_by_name(town, "Club")).value("themes") == {"play": 1.0}


def test_an_email_column_is_kept_as_the_contact_address(run, town):
    result = run("name,e-mail\nClub,sam@example.org\n", "--apply")
    assert "Columns left out" not in result.output
    assert service.find_by_name(town, "Club").contact_email == "sam@example.org"


def test_what_it_told_itself_is_asked_about(run, town):
    run("name,staff\nClub,3\n", "--apply")
    assert "Paid staff: 3 becomes 4" in run("name,staff\nClub,4\n").output
    state_fact(service.find_by_name(town, "Club"), "volunteers", 9, Source("typed"))
    db.session.commit()
    assert "Volunteers: stays 9, will ask about 8" in run("name,volunteers\nClub,8\n").output


def test_one_unreadable_row_stops_everything(run, town):
    result = run("name,themes\nClub,play\nOther,sport\n", "--apply")
    assert result.exit_code == 1
    assert "Row 3: can't read Other: themes: “sport” is no theme" in result.output
    assert "Nothing was imported" in result.output
    assert service.list_participations(town) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name\n\xe9\n", "CSV UTF-8"),
        ("name\nClub\n".encode("utf-16"), "UTF-16"),
        (b"name\n" + b"x" * 6_000_000, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_line(run, content, words):
    result = run(content)
    assert result.exit_code == 1
    assert words in result.output


def test_a_partnership_that_is_not_there_is_named(run):
    assert "no partnership called valley" in run("name\nA\n", partnership="valley").output
