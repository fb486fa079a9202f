"""The page of the network: picture, organisations, links, and one organisation with its ties."""

import html
import re

import pytest

from portal.models.base import db, now
from tests.portal.consortia.factories import ties
from tests.portal.consortia.runs import a_finished_run
from tests.portal.factories import a_member, a_partnership

PAGE = "/p/hillside/network"


def words(response):
    """Give what a reader sees of a page, the picture's words included."""
    text = re.sub(r"(?s)<(script|style).*?</\1>", " ", response.text)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.usefixtures("viewer")
def test_without_a_run_the_page_shows_what_is_known_now(client, town):
    page = words(client.get(PAGE))
    assert "8 organisations, 3 ties. 5 organisations have not told us" in page
    assert "What is known on" in page
    for member in town[2]:
        assert member.organisation.name in page


@pytest.mark.usefixtures("viewer")
def test_with_a_run_the_page_shows_the_ties_that_it_was_made_from(client, town):
    partnership, wards, members = town
    run = a_finished_run(partnership, wards)
    ties(members[4], members[5])
    db.session.commit()
    assert "8 organisations, 3 ties" in words(client.get(PAGE))
    assert "8 organisations, 4 ties" in words(client.get(f"{PAGE}?run=now"))
    assert f'value="{run.id}" selected' in client.get(PAGE).text


@pytest.mark.usefixtures("viewer")
def test_one_organisation_is_shown_with_who_says_so(client, town):
    members = town[2]
    page = client.get(f"{PAGE}?organisation={members[1].slug}")
    text = words(page)
    assert "2 ties : 1 stated by both, 0 by one side, 1 where the other side is not known" in text
    silent = words(client.get(f"{PAGE}?organisation={members[2].slug}"))
    assert "Has not told us whom it works with" in silent


@pytest.mark.usefixtures("viewer")
def test_who_has_not_answered_is_not_known_yet_and_not_without_ties(client):
    page = words(client.get(f"{PAGE}?view=organisations"))
    assert page.count("Not known yet") == 5
    assert "pairs of which one answered" in page
    assert "Worked out from 3 organisations that told us" in page


@pytest.mark.usefixtures("viewer")
def test_ties_are_a_table_with_words_for_how_closely(client):
    page = words(client.get(f"{PAGE}?view=links"))
    assert "Both say so" in page
    assert "Other side not known yet" in page
    assert "share information" in page


@pytest.mark.usefixtures("viewer")
def test_a_viewer_sees_fit_without_the_tie_share(client, town):
    a_finished_run(town[0], town[1])
    page = words(client.get(f"{PAGE}?view=links&graph=affinity"))
    assert "Close to each other" in page
    assert "Know each other" not in page


@pytest.mark.usefixtures("coordinator")
def test_a_coordinator_sees_fit_with_the_tie_share(client, town):
    a_finished_run(town[0], town[1])
    assert "Know each other" in words(client.get(f"{PAGE}?view=links&graph=affinity"))


@pytest.mark.usefixtures("viewer")
@pytest.mark.parametrize("view", ["picture", "organisations", "links"])
def test_groups_and_members_are_a_network_too(client, town, view):
    run = a_finished_run(town[0], town[1])
    page = words(client.get(f"{PAGE}?view={view}&graph=members&run={run.id}"))
    assert "Who is in which suggested group" in page
    assert "Group 1" in page


@pytest.mark.usefixtures("viewer")
def test_one_that_has_left_keeps_its_dot_and_loses_its_name(client, town):
    partnership, wards, members = town
    a_finished_run(partnership, wards)
    members[0].left_at = now()
    name = members[0].organisation.name
    db.session.commit()
    page = words(client.get(f"{PAGE}?view=organisations"))
    assert name not in page
    assert "An organisation that has left" in page


def test_an_empty_partnership_says_that_nobody_told_anything(client, app, sign_in):
    partnership = a_partnership(slug="new", name="New")
    sign_in(a_member(partnership, "viewer").person.email)
    assert "Nobody has told us yet with whom they work" in words(client.get("/p/new/network"))
    for view in ("organisations", "links"):
        assert client.get(f"/p/new/network?view={view}").status_code == 200


@pytest.mark.usefixtures("viewer")
@pytest.mark.parametrize("query", ["run=99", "run=x", "run=1%27", "run=-1", "run=99999999999999"])
def test_a_run_that_is_not_there_is_not_found(client, query):
    assert client.get(f"{PAGE}?{query}").status_code == 404


@pytest.mark.usefixtures("viewer")
def test_a_strange_word_in_the_address_shows_the_usual_page(client, town):
    page = client.get(f"{PAGE}?graph=%3Cscript%3E&view=9&colour=x&organisation=%22%3E&page=-3")
    assert page.status_code == 200
    assert "<script>" not in page.text.replace('<script type="module"', "")


@pytest.mark.usefixtures("viewer")
def test_a_name_with_markup_stays_text_in_the_picture(client, town):
    town[2][0].organisation.name = '</svg><script>alert("x")</script>'
    db.session.commit()
    page = client.get(PAGE).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
