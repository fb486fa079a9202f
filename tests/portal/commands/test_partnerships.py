"""`flask partnerships` sets partnerships up from files, whole or not at all."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.partnerships import service
from tests.portal.factories import an_area


@pytest.fixture
def run(app, tmp_path):
    def command(name, *arguments, content=None):
        if content is not None:
            file = tmp_path / "file.csv"
            file.write_text(content, encoding="utf-8")
            arguments = (*arguments, str(file))
        return app.test_cli_runner().invoke(args=["partnerships", name, *arguments])

    return command


@pytest.fixture
def hillside(run):
    run("create", "Hillside")
    return service.get_partnership("hillside")


def test_a_partnership_is_made_and_its_coordinator_invited(run):
    result = run("create", "Hill & Side", "--coordinator", "ada@example.org")
    assert "Made Hill & Side: /p/hill-side/" in result.output
    assert service.list_members(service.get_partnership("hill-side"))[0].role == "coordinator"
    assert "/sign-in" in db.session.scalar(sa.select(OutgoingEmail)).body


def test_a_taken_address_is_refused_in_one_line(run, hillside):
    result = run("create", "Other", "--slug", "hillside")
    assert result.exit_code == 1
    assert "Another partnership has the address" in result.output


def test_somebody_is_invited(run, hillside):
    assert (
        "Invited vi@example.org as infrastructure body"
        in run("invite", "hillside", "vi@example.org", "--role", "viewer").output
    )
    assert "already" in run("invite", "hillside", "vi@example.org").output


def test_themes_come_from_a_file_and_keep_their_codes(run, hillside):
    content = "label,code,hint\nPlay,play,Outdoors\nArts,,\n"
    assert run("themes", "hillside", content=content).output == (
        "Themes: 2 new, 0 changed, 0 the same.\n"
    )
    again = run("themes", "hillside", content="label,code\nOpen-access play,play\nArts,\n")
    assert again.output == "Themes: 0 new, 1 changed, 1 the same.\n"
    first = service.list_themes(hillside)[0]
    assert (first.code, first.label, first.hint) == ("play", "Open-access play", "Outdoors")


def test_a_wrong_row_adds_no_theme(run, hillside):
    result = run("themes", "hillside", content="label,code\nPlay,play\nArts,not a code\n")
    assert "Row 3: “not a code” is no code" in result.output
    assert service.list_themes(hillside) == []


def test_areas_come_from_a_file_with_their_parts(run, hillside):
    an_area("E1", "Ash")
    db.session.commit()
    assert run("areas", "hillside", content="code,part\ne1,North\n").output == (
        "Areas: 1 new, 0 there already.\n"
    )
    assert service.list_areas(hillside)[0].part == "North"


def test_an_unknown_area_adds_none(run, hillside):
    an_area("E1", "Ash")
    db.session.commit()
    result = run("areas", "hillside", content="code\nE1\nE9\n")
    assert "Row 3: We know no area with the code E9" in result.output
    assert service.list_areas(hillside) == []


@pytest.mark.parametrize(("name", "column"), [("themes", "label"), ("areas", "code")])
def test_a_file_without_its_column_is_refused(run, hillside, name, column):
    assert f"No column is called “{column}”" in run(name, "hillside", content="a\nb\n").output


def test_a_partnership_that_is_not_there_is_named(run):
    assert "no partnership called valley" in run("themes", "valley", content="label\nA\n").output
