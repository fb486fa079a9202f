"""The pages about partners as the website serves them, and the way back to each of them."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response
from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make
from tests.portal.answering.pressing import post
from tests.portal.pages import text
from tests.portal.surveys.test_service_trust import QUESTIONS


@pytest.fixture
def survey(partnership):
    made = create_survey(partnership, "Network", QUESTIONS)
    open_survey(made)
    for number in range(12):
        make.a_participation(partnership, name=f"Club {number:02}")
    return made


def slugs():
    query = "SELECT p.slug FROM participations p JOIN organisations o ON o.id = p.organisation_id "
    return list(db.session.scalars(sa.text(f"{query} WHERE o.name LIKE 'Club %' ORDER BY o.name")))


def answers():
    db.session.expire_all()
    return db.session.scalar(sa.select(Response.answers))


def test_twelve_partners_are_gone_through_page_by_page(client, desk):
    picked, at, seen = slugs(), f"{desk}part/partners", []
    on = post(client, at, q_partners=picked, **{"q_partners-unlisted": "The Wrens"})
    while "/part/" in on.location:
        seen.append(on.location.removeprefix(f"{at}/"))
        on = post(client, on.location)
    assert seen == [
        name + number
        for name in ("partners", "partners-frequency", "partners-flows",
                     "secretly", "secretly-mission", "secretly-open")
        for number in ("", "-page-2")
    ]  # fmt: skip
    assert on.location == f"{desk}check"
    assert answers()["partners"]["unlisted"] == ["The Wrens"]
    assert set(answers()["partners"]["often"]) == set(picked)


def test_a_page_that_is_not_there_for_these_answers_is_not_found(client, desk):
    post(client, f"{desk}part/partners", q_partners=slugs()[:3])
    for name in ("partners-page-2", "partners-trust", "secretly-page-3", "secretly-reliable"):
        assert client.get(f"{desk}part/partners/{name}").status_code == 404


def test_each_answer_leads_back_to_the_page_that_it_was_given_on(client, desk):
    post(client, f"{desk}part/partners", q_partners=slugs()[:1])
    checked = text(client.get(f"{desk}check"))
    assert f'href="{desk}part/partners#q_partners"' in checked
    assert f'href="{desk}part/partners/secretly#q_secretly"' in checked
