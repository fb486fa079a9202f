"""The pages about partners as the website serves them, and the way back to each of them."""

import re

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


def test_a_name_that_is_unticked_while_looking_for_others_is_back_with_all_that_was_told(
    client, desk
):
    (club, other), at = slugs()[:2], f"{desk}part/partners"
    post(client, at, q_partners=[club, other])
    post(client, f"{at}/partners", **{f"q_partners-tie-{club}": "joint"})
    post(client, at, act="find", q_partners=other, **{"find-q_partners": "Club"})
    assert answers()["partners"]["picked"] == [other]
    post(client, at, q_partners=[club, other])
    page = text(client.get(f"{at}/partners"))
    (ticked,) = re.findall(r'name="q_partners-tie-[^"]*"[^>]*value="(\w+)"[^>]*checked', page)
    assert ticked == "joint"


def test_a_page_that_is_not_there_for_these_answers_is_not_found(client, desk):
    post(client, f"{desk}part/partners", q_partners=slugs()[:3])
    for name in ("partners-page-2", "partners-trust", "secretly-page-3", "secretly-reliable"):
        assert client.get(f"{desk}part/partners/{name}").status_code == 404


def test_each_answer_leads_back_to_the_page_that_it_was_given_on(client, desk):
    post(client, f"{desk}part/partners", q_partners=slugs()[:1])
    checked = text(client.get(f"{desk}check"))
    assert f'href="{desk}part/partners#q_partners"' in checked
    assert f'href="{desk}part/partners/secretly#q_secretly"' in checked


def test_each_row_of_a_page_about_trust_is_sent_whether_or_not_it_is_rated(client, desk):
    club, other = slugs()[:2]
    post(client, f"{desk}part/partners", q_partners=[club, other])
    page = text(client.get(f"{desk}part/partners/secretly"))
    assert f'<input type="hidden" name="q_secretly-trust-{other}" value="">' in page
    rated = {f"q_secretly-trust-{club}": ["", "4"], f"q_secretly-trust-{other}": ""}
    post(client, f"{desk}part/partners/secretly", **rated)
    assert answers()["secretly"] == {"reliable": {club: 4, other: None}}
