"""What people complain of in other survey tools does not happen here; each test names one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import ProfileFact
from portal.models.surveys import Response, Submission
from tests.portal.answering.pressing import answer_all, post, send_form
from tests.portal.pages import hidden, text
from tests.portal.surveys.branching import a_branching_survey


@pytest.fixture
def survey(partnership):
    return a_branching_survey(partnership)


def rows(model):
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(sa.select(model).order_by(model.id)).all()


def test_a_crash_in_the_middle_of_a_long_survey_loses_nothing_that_was_saved(app, client, link):
    """formbricks#2956 and indico#2060: there was no way back into a survey that broke off."""
    desk = client.post(link).location
    post(client, f"{desk}part/one", q_paid="yes")
    db.session.remove()
    db.engine.dispose()
    elsewhere = app.test_client()
    assert elsewhere.post(link).location == desk
    assert 'value="yes" checked' in text(elsewhere.get(f"{desk}part/one"))
    post(elsewhere, f"{desk}part/two", q_more="We play")
    assert rows(Response)[0].answers == {"paid": "yes", "more": "We play"}


def test_who_pressed_send_too_early_can_still_put_it_right(client, link):
    """indico#4226: people pressed submit too early and could not edit."""
    desk, form = answer_all(client, link)
    client.post(f"{desk}check", data=form)
    client.post(f"{desk}change")
    post(client, f"{desk}part/two", q_more="We sing")
    client.post(f"{desk}check", data=send_form(client, desk))
    assert [(one.number, one.answers["more"]) for one in rows(Submission)] == [
        (1, "We play"),
        (2, "We sing"),
    ]


def test_a_time_out_loses_no_answer(client, link):
    """eq-survey-runner#991: the page that was posted after a time-out was gone."""
    desk = client.post(link).location
    mark = hidden(client, f"{desk}part/two", "seen")
    page = {"seen": mark, "act": "go", "q_more": "An hour of work"}
    client.delete_cookie("patchwork")
    assert "An hour of work" in client.post(f"{desk}part/two", data=page).text
    client.post(link)
    assert client.post(f"{desk}part/two", data=page).location == f"{desk}check"
    assert rows(Response)[0].answers["more"] == "An hour of work"


@pytest.mark.parametrize("times", [1, 2])
def test_a_slow_server_stores_no_duplicates(app, client, link, times):
    """kobocat#441: who pressed again because nothing happened was counted twice."""
    desk, form = answer_all(client, link)
    for _ in range(times - 1):
        client.post(f"{desk}check", data=form)
        client.post(f"{desk}change")
        post(client, f"{desk}part/two", q_more="We sing")
        form = send_form(client, desk)

    def press(_number):
        browser = app.test_client()
        browser.post(link)
        sent = browser.post(f"{desk}check", data=form)
        return sent.status_code, sent.location

    with ThreadPoolExecutor(12) as pool:
        assert set(pool.map(press, range(12))) == {(302, f"{desk}done")}
    assert [one.number for one in rows(Submission)] == list(range(1, times + 1))
    assert len(rows(Response)) == 1


def test_once_is_kept_by_the_database_and_not_by_a_cookie(app, client, link):
    """formbricks#3082 and kpi#2398: another browser, or one without cookies, answered again."""
    desk, form = answer_all(client, link)
    client.post(f"{desk}check", data=form)
    other = app.test_client()
    assert other.post(link).location == desk
    assert other.get(desk).location == f"{desk}done"
    assert other.post(f"{desk}check", data={**form, "send_key": "new"}).location == f"{desk}done"
    assert (len(rows(Response)), len(rows(Submission))) == (1, 1)


def test_an_answer_that_a_change_hides_is_neither_sent_nor_known_any_more(client, link):
    """decidim#13787 and survey-library#817: answers to hidden questions persisted."""
    desk, form = answer_all(client, link)
    client.post(f"{desk}check", data=form)
    client.post(f"{desk}change")
    post(client, f"{desk}part/one", q_paid="no")
    client.post(f"{desk}check", data=send_form(client, desk))
    assert [set(one.answers) for one in rows(Submission)] == [
        {"paid", "staff", "more"},
        {"paid", "more"},
    ]
    known = [one.field for one in rows(ProfileFact) if one.state == "current"]
    assert "staff" not in known
