"""Pages of studies, as those who may read them meet them: firmness on cards, two groupings."""

import re

import pytest

from portal.consortia.inputs import list_present
from portal.consortia.studies import Side, ask_for_comparison, ask_for_firmness, get_latest
from portal.models.base import db, now
from portal.models.consortia import Study
from tests.portal.consortia.factories import a_town
from tests.portal.consortia.runs import a_comparison, a_finished_grouping, a_firmness
from tests.portal.factories import a_member
from tests.portal.pages import words

pytestmark = pytest.mark.walk

CHOSEN = {"first": "preset:By place", "second": "preset:By theme"}


@pytest.fixture
def run(app):
    return a_finished_grouping(a_town(7)[0])


@pytest.fixture
def viewer(run, sign_in):
    return sign_in(a_member(run.partnership, "viewer").person.email)


def at(run, page=""):
    return f"/p/hillside/groups/run/{run.id}{page}"


@pytest.mark.usefixtures("viewer")
def test_nothing_is_said_of_firmness_until_it_is_there(client, run):
    page = words(client.get(at(run)))
    assert "How firm are these groups?" in page
    assert "searches." not in page
    client.post(at(run, "/firmness"))
    waiting = client.get(at(run))
    assert "It waits for its turn" in words(waiting)
    assert 'data-live="2"' in waiting.text
    assert "With the others" not in words(waiting)


@pytest.mark.usefixtures("viewer")
def test_firmness_stands_on_the_card_of_each_group_and_member(client, run):
    a_firmness(run)
    page = words(client.get(at(run)))
    groups = run.outcome["consortia"]
    assert "Patchwork searched 8 more times" in page
    assert page.count("came together again in") == len(groups)
    assert page.count("With the others in") == sum(len(one["members"]) for one in groups)
    assert "How firm are these groups?" not in page
    page = words(client.get(at(run, "/group/1")))
    assert "How firm it is" in page
    assert re.search(r"\d of 8\b", page)


@pytest.mark.usefixtures("viewer")
def test_counting_is_shown_stopped_and_begun_again(client, run):
    study = ask_for_firmness(run)
    study.state, study.phase, study.progress = "running", "Search 3 of 8", 0.31
    db.session.commit()
    assert "Search 3 of 8, 31 of 100" in words(client.get(at(run)))
    client.post(at(run, "/firmness/stop"))
    assert "Stopping" in words(client.get(at(run)))
    study = db.session.get_one(Study, study.id)
    study.state = "cancelled"
    db.session.commit()
    page = words(client.get(at(run)))
    assert "Counting was stopped" in page
    assert "Count again" in page
    client.post(at(run, "/firmness"))
    assert get_latest(run, "firmness").state == "queued"


@pytest.mark.usefixtures("viewer")
def test_counting_that_failed_says_why(client, run):
    study = ask_for_firmness(run)
    study.state, study.failure = "failed", "This was given up."
    db.session.commit()
    assert "This was given up." in words(client.get(at(run)))


@pytest.mark.usefixtures("viewer")
def test_by_place_and_by_theme_are_chosen_already_and_one_press_compares(client, run):
    page = client.get(at(run, "/compare"))
    assert page.text.count("selected") == 2
    answer = client.post(at(run, "/compare"), data=CHOSEN)
    study = db.session.query(Study).one()
    assert answer.location.endswith(
        f"/p/hillside/groups/run/{study.run_id}/compare/{study.other_id}?watch=1"
    )
    waiting = client.get(answer.location)
    assert "Looking for groups, “By place”" in words(waiting)
    assert 'http-equiv="refresh"' in waiting.text
    assert "Groups: By place" not in words(waiting)


@pytest.mark.usefixtures("viewer")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (CHOSEN | {"second": "preset:By place"}, "Choose two different ones"),
        (CHOSEN | {"second": "run:99999"}, "Choose one from the list"),
        (CHOSEN | {"second": "run:x"}, "Choose one from the list"),
    ],
)
def test_a_choice_that_cannot_be_compared_says_what_to_do(client, run, typed, told):
    page = client.post(at(run, "/compare"), data=typed)
    assert told in words(page)
    assert "<title>Error:" in page.text
    assert db.session.query(Study).count() == 0


@pytest.mark.usefixtures("viewer")
def test_a_comparison_says_what_is_gained_and_lost_and_who_moves(client, run):
    study = a_comparison(run, "By place", "By theme")
    address = at(study.run, f"/compare/{study.other_id}")
    page = words(client.get(address))
    for told in ("Gained by going to “By theme”", "Lost by it", "Judged by", "Covers the need",
                 "In a group in one of the two only", "Who changes groups"):  # fmt: skip
        assert told in page
    assert "org-" not in page
    listed = client.get(at(run, "/compare"))
    assert address in listed.text
    assert "By place and By theme" in words(listed)


@pytest.mark.usefixtures("viewer")
def test_one_that_has_left_stands_there_without_its_name(client, run):
    study = a_comparison(run, "By place", "By theme")
    names = []
    for participation in list_present(run.partnership):
        if participation.slug in run.outcome["consortia"][0]["members"]:
            participation.left_at = now()
            names.append(participation.organisation.name)
    db.session.commit()
    page = words(client.get(at(study.run, f"/compare/{study.other_id}")))
    assert names
    assert not [name for name in names if name in page]


@pytest.mark.usefixtures("viewer")
def test_a_comparison_is_stopped_with_its_searches_and_says_so(client, run):
    study = ask_for_comparison(run, Side("By place"), Side("By theme"))
    db.session.commit()
    address = at(study.run, f"/compare/{study.other_id}")
    client.post(f"{address}/stop")
    page = words(client.get(address))
    assert "This was stopped." in page
    assert "Choose again" in page


@pytest.mark.usefixtures("viewer")
def test_a_comparison_that_nobody_asked_for_is_not_there(client, run):
    assert client.get(at(run, f"/compare/{run.id}")).status_code == 404
    assert client.post(at(run, f"/compare/{run.id}/stop")).status_code == 404
