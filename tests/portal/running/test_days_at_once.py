"""Two coordinators set the days of a survey: neither undoes unseen what the other has set."""

from datetime import timedelta

import pytest

from portal.models.base import db
from portal.surveys.opening import first_day, last_day, standing_of, today
from portal.surveys.service import close_survey, create_survey, open_survey
from tests.portal.pages import hidden, value_of
from tests.portal.surveys.factories import QUESTIONS

AT = "/p/hillside/surveys/spring/open"


@pytest.fixture
def spring(partnership, coordinator):
    """A survey that nobody has opened, its coordinator signed in to `client`."""
    survey = create_survey(partnership, "Spring", QUESTIONS)
    db.session.commit()
    return survey


def in_days(number):
    return today() + timedelta(days=number)


def boxes(name, day):
    """What the three boxes of a day post."""
    return {name: [str(day.day), str(day.month), str(day.year)]}


def set_meanwhile(survey, last, first=None):
    """What the other coordinator does."""
    open_survey(survey, in_days(last), first_day=in_days(first) if first else None)
    db.session.commit()


def test_a_last_day_that_somebody_else_set_meanwhile_is_told_first(client, spring):
    set_meanwhile(spring, 10)
    page = {"seen": hidden(client, AT, "seen"), **boxes("last_day", in_days(30))}
    set_meanwhile(spring, 20)
    shown = client.post(AT, data=page).text
    day = in_days(20)
    assert f"it is open until the end of {day.day} {day:%B %Y}" in shown
    assert last_day(spring) == in_days(20)
    assert f'value="{in_days(30).year}"' in shown
    again = value_of(shown, "seen")
    assert client.post(AT, data={**page, "seen": again}).status_code == 302
    assert last_day(spring) == in_days(30)


def test_a_second_press_with_the_same_days_is_told_nothing(client, spring):
    page = {
        "seen": hidden(client, AT, "seen"),
        **boxes("first_day", in_days(3)),
        **boxes("last_day", in_days(9)),
    }
    assert client.post(AT, data=page).status_code == 302
    assert client.post(AT, data=page).status_code == 302
    assert (first_day(spring), last_day(spring)) == (in_days(3), in_days(9))


def test_another_opening_day_is_told_and_so_is_one_that_was_called_off(client, spring):
    set_meanwhile(spring, 20, first=3)
    page = {
        "seen": hidden(client, AT, "seen"),
        **boxes("first_day", in_days(5)),
        **boxes("last_day", in_days(20)),
    }
    set_meanwhile(spring, 20, first=4)
    day = in_days(4)
    assert f"it opens on {day.day} {day:%B %Y} and is open until" in client.post(AT, data=page).text
    assert first_day(spring) == in_days(4)
    close_survey(spring)
    db.session.commit()
    assert "meanwhile: it is not open" in client.post(AT, data=page).text
    assert standing_of(spring) == "draft"
