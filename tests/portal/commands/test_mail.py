"""`flask mail`: an address whose e-mails came back is marked by command."""

from portal.inviting.stops import list_stops
from portal.models.base import db
from tests.portal import factories as make
from tests.portal.surveys.factories import a_survey


def test_an_address_is_marked_wherever_it_is_written_to(app):
    survey = a_survey()
    make.a_participation(survey.partnership)
    db.session.commit()
    ran = app.test_cli_runner().invoke(args=["mail", "bounced", "Club@example.org"])
    assert (ran.exit_code, "Marked in 1 partnership." in ran.output) == (0, True)
    db.session.expire_all()
    assert list_stops(survey.partnership_id) == {"club@example.org": "bounced"}


def test_an_address_that_nobody_has_is_refused_in_one_line(app):
    ran = app.test_cli_runner().invoke(args=["mail", "bounced", "nobody@example.org"])
    assert ran.exit_code == 1
    assert ran.output == (
        "Error: No organisation has the address 'nobody@example.org', and no letter went there.\n"
    )
