"""Pages that go on from a grouping of everybody, as those who may read them meet them."""

import pytest

from portal.consortia import service
from portal.models.base import db
from tests.portal.consortia.factories import excludes, knows
from tests.portal.consortia.runs import a_finished_grouping, a_finished_run
from tests.portal.factories import a_participation
from tests.portal.pages import words

TELLING = ("exclu", "private", "cannot work", "refus", "at odds", "confiden")


def at(run, page=""):
    return f"/p/hillside/groups/run/{run.id}{page}"


@pytest.mark.usefixtures("viewer")
def test_a_grouping_leads_to_who_should_meet_whom(client, town):
    run = a_finished_grouping(town[0])
    assert at(run, "/meetings") in client.get(at(run)).text
    page = words(client.get(at(run, "/meetings")))
    assert "Who should meet whom" in page
    assert "10 organisations" in page
    assert "A need met." in page
    assert "org-" not in page


@pytest.mark.usefixtures("viewer")
def test_one_is_found_by_name_and_a_name_that_nobody_has_says_so(client, town):
    run = a_finished_grouping(town[0])
    page = client.get(at(run, "/meetings"), query_string={"find": "club 7"})
    assert "1 of 10 organisations" in words(page)
    assert 'value="club 7"' in page.text
    page = client.get(at(run, "/meetings"), query_string={"find": "<b>"})
    assert "Nobody of that name" in words(page)
    assert 'value="&lt;b&gt;"' in page.text


@pytest.mark.usefixtures("viewer")
def test_a_search_from_before_says_how_to_have_the_lists(client, town):
    run = a_finished_grouping(town[0])
    run.meetings = None
    db.session.commit()
    page = client.get(at(run, "/meetings"))
    assert "Not worked out for this search" in words(page)
    assert at(run, "/again") in page.text


@pytest.mark.usefixtures("viewer")
def test_those_worth_meeting_stand_beside_a_profile(client, town):
    run = a_finished_grouping(town[0])
    member = town[2][0]
    page = client.get(f"/p/hillside/organisations/{member.organisation_id}")
    assert "Worth meeting" in words(page)
    assert at(run, "/meetings?find=") in page.text
    quiet = a_participation(town[0], name="Quiet Corner")
    db.session.commit()
    page = client.get(f"/p/hillside/organisations/{quiet.organisation_id}")
    assert "Worth meeting" not in words(page), "the latest grouping did not look at it"


@pytest.mark.usefixtures("viewer")
def test_those_not_known_yet_stand_on_one_page(client, town):
    quiet = a_participation(town[0], name="Quiet Corner")
    quiet.contact_email = "quiet@example.org"
    run = a_finished_grouping(town[0])
    page = client.get(at(run))
    assert "Of 1 organisation nothing is known yet." in words(page)
    assert at(run, "/not-known-yet") in page.text
    page = words(client.get(at(run, "/not-known-yet")))
    assert "1 organisation is in no group" in page
    assert "Ask for their themes" in page
    assert "not interested" not in page
    assert "quiet@example.org" not in page


@pytest.mark.usefixtures("coordinator")
def test_a_coordinator_reads_whom_to_write_to_and_who_told_since(client, town):
    quiet = a_participation(town[0], name="Quiet Corner")
    quiet.contact_email = "quiet@example.org"
    run = a_finished_grouping(town[0])
    knows(quiet, themes={"play": 1.0})
    db.session.commit()
    page = client.get(at(run, "/not-known-yet"))
    assert "mailto:quiet@example.org" in page.text
    assert "1 has told us their themes since." in words(page)
    assert at(run, "/up-to-date") in page.text


@pytest.mark.usefixtures("viewer")
def test_nobody_silent_is_said(client, town):
    run = a_finished_grouping(town[0])
    assert "Nobody is silent here" in words(client.get(at(run, "/not-known-yet")))
    assert "/not-known-yet" not in client.get(at(run)).text


@pytest.mark.parametrize("page", ["/meetings", "/not-known-yet"])
@pytest.mark.usefixtures("viewer")
def test_there_is_no_such_page_of_a_brief_or_of_a_search_under_way(client, town, page):
    brief = a_finished_run(town[0], town[1])
    waiting = service.start_again(a_finished_grouping(town[0]))
    db.session.commit()
    for run in (brief, waiting):
        assert client.get(at(run, page)).status_code == 404


@pytest.mark.usefixtures("viewer")
def test_no_wording_tells_of_an_exclusion(client, town):
    members = town[2]
    excludes(members[0], *members[1:])
    run = a_finished_grouping(town[0])
    for page in ("/meetings", "/not-known-yet"):
        text = words(client.get(at(run, page))).casefold()
        assert not [one for one in TELLING if one in text]
