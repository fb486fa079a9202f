"""The pages of briefs: a proof under way, groups side by side, what would help, whom to ask."""

import re

import pytest

from portal.consortia import service
from portal.models.base import db, now
from portal.models.consortia import Brief, MatchingRun
from tests.portal.consortia.factories import excludes, knows
from tests.portal.consortia.runs import (
    a_blocked_run,
    a_brief,
    a_finished_grouping,
    a_finished_run,
    at_work,
)
from tests.portal.consortia.test_pages import TYPED
from tests.portal.factories import a_member, a_participation
from tests.portal.pages import words

pytestmark = pytest.mark.usefixtures("viewer")

HOME = "/p/hillside/briefs"


def page_of(client, run, more=""):
    return words(client.get(f"{HOME}/run/{run.id}{more}"))


def test_a_first_answer_is_shown_as_not_proven_yet_with_its_bound(client, town):
    run = at_work(a_finished_run(town[0], town[1]), best=0.8, bound=0.82)
    answer = client.get(f"{HOME}/run/{run.id}")
    page = words(answer)
    assert "Good answer, not proven yet all 10 organisations, groups of 3 to 6" in page
    assert "Best so far 80 of 100. Nothing can be better than 82." in page
    assert "Proven" not in page.replace("Proving", "")
    assert 'id="proof" data-live="2" data-live-then="reload"' in answer.text
    assert "Look again" in page
    assert "Stop here, keep this answer" in page
    assert "Network and files" not in page


def test_without_a_script_the_page_looks_again_by_itself_only_where_asked(client, town):
    run = at_work(a_finished_run(town[0], town[1]), best=0.8, bound=0.82)
    assert 'http-equiv="refresh"' in client.get(f"{HOME}/run/{run.id}?watch=1").text
    assert 'http-equiv="refresh"' not in client.get(f"{HOME}/run/{run.id}").text


def test_stopping_a_proof_is_asked_once_and_says_that_the_answer_is_kept(client, town):
    run = at_work(a_finished_run(town[0], town[1]), best=0.8, bound=0.82)
    client.post(f"{HOME}/run/{run.id}/cancel")
    page = page_of(client, run)
    assert "Stopping The groups so far are kept." in page
    assert "Stop here" not in page


def test_a_group_of_a_proof_under_way_can_be_opened(client, town):
    run = at_work(a_finished_run(town[0], town[1]), best=0.8, bound=0.82)
    assert "Good answer, not proven yet" in page_of(client, run, "/group/1")


def test_at_the_end_the_stamp_says_what_was_compared(client, town):
    run = a_finished_run(town[0], town[1])
    page = page_of(client, run)
    assert "Proven best all 10 organisations, groups of 3 to 6" in page
    others = "Proven best among groups that differ by at least 2 members from those before"
    assert page.count(others) == len(run.outcome["consortia"]) - 1
    assert "data-live" not in client.get(f"{HOME}/run/{run.id}").text


def test_a_run_that_broke_off_after_its_first_answer_says_so_and_shows_it(client, town):
    run = at_work(a_finished_run(town[0], town[1]), best=0.8, bound=0.82)
    run.state, run.failure, run.finished_at = "failed", "The search broke off.", now()
    db.session.commit()
    page = page_of(client, run)
    assert "The proof did not come to its end. The search broke off." in page
    assert "Good answer, not proven" in page


def test_groups_stand_side_by_side_with_who_is_in_which(client, town):
    run = a_finished_run(town[0], town[1])
    groups = run.outcome["consortia"]
    assert f"{HOME}/run/{run.id}/beside" in client.get(f"{HOME}/run/{run.id}").text
    answer = client.get(f"{HOME}/run/{run.id}/beside")
    names = {member.slug: member.organisation.name for member in town[2]}
    rows = dict(re.findall(r'(?s)<tr><th scope="row">(.*?)</th>(.*?)</tr>', answer.text))
    cells = {re.sub("<[^>]+>", "", head).strip(): row for head, row in rows.items()}
    for slug in {key for group in groups for key in group["members"]}:
        row = next(cells[head] for head in cells if head.startswith(names[slug]))
        parts = re.findall(r"Member|Lead</span>|not in it", row)
        assert len(parts) == len(groups)
        found = [part != "not in it" for part in parts]
        assert found == [slug in group["members"] for group in groups]
    assert "org-" not in words(answer)


def test_side_by_side_each_figure_says_how_it_differs_from_the_first(client, town):
    run = a_finished_run(town[0], town[1])
    page = page_of(client, run, "/beside")
    first, second = run.outcome["consortia"][:2]
    by = round(second["terms"]["geography"] * 100) - round(first["terms"]["geography"] * 100)
    more = "more" if by > 0 else "fewer"
    assert by
    assert f"{abs(by)} {'point' if abs(by) == 1 else 'points'} {more} than group 1" in page


def test_side_by_side_a_phone_says_once_what_is_alike_in_all_groups(client, town):
    run = a_finished_run(town[0], town[1], smallest=3, largest=3, alternatives=2)
    page = client.get(f"{HOME}/run/{run.id}/beside").text
    sizes = re.search(r'(?s)<th scope="row">Members</th>(.*?)</tr>', page)[1]
    assert 'data-label="Both groups"' in sizes
    assert 'data-label="Group 2" class="pw-beside__out"' in sizes


def test_groups_without_a_lead_stand_side_by_side(client, town):
    run = a_finished_run(town[0], town[1])
    groups = [group | {"lead": None} for group in run.outcome["consortia"]]
    run.outcome = run.outcome | {"consortia": groups}
    db.session.commit()
    assert "Lead No lead yet" in page_of(client, run, "/beside")


def test_side_by_side_says_which_group_fills_a_gap_and_who_does(client, town):
    partnership, wards, members = town
    for member in members[1:]:
        knows(member, areas=[wards[0].area.code], radius_km=0.1)
    run = a_finished_run(partnership, wards, smallest=2, largest=2)
    page = page_of(client, run, "/beside")
    gap = {"theme": "play", "area": wards[0].area.code, "missing": 1.0}
    assert [gap in group["gaps"] for group in run.outcome["consortia"][:2]] == [True, False]
    assert f"Play, Hilltop gap full {members[1].organisation.name}" in page
    assert "Play, Millbrook gap gap gap gap gap" in page


def test_side_by_side_a_base_is_not_given_away_by_who_fills_a_gap_nearby(client, town, sign_in):
    partnership, wards, members = town
    for member in members[1:]:
        knows(member, areas=[wards[0].area.code], radius_km=0.1)
    run = a_finished_run(partnership, wards, smallest=2, largest=2)
    assert "Arts, Millbrook full gap" in page_of(client, run, "/beside")
    sign_in(a_member(partnership, "coordinator").person.email)
    near = f"Arts, Millbrook full {members[0].organisation.name}"
    assert near in page_of(client, run, "/beside")


def test_the_groups_to_set_side_by_side_can_be_chosen(client, town):
    run = a_finished_run(town[0], town[1])
    page = client.get(f"{HOME}/run/{run.id}/beside?group=1&group=3")
    assert "<title>Groups 1 and 3 side by side" in page.text
    assert "Group 2" not in words(page).split("Score")[1].split("What was compared")[0]


@pytest.mark.parametrize("query", ["group=2", "group=99&group=98", "group=1&group=99"])
def test_too_few_groups_are_refused_and_the_first_ones_shown(client, town, query):
    run = a_finished_run(town[0], town[1])
    page = client.get(f"{HOME}/run/{run.id}/beside?{query}")
    assert "<title>Error:" in page.text
    assert "Choose 2 to 5 groups" in words(page)
    assert "Group 2" in words(page)


def test_side_by_side_needs_two_groups_and_an_outcome(client, town):
    run = a_finished_run(town[0], town[1], alternatives=1)
    assert "one group only" in page_of(client, run, "/beside")
    assert "beside" not in client.get(f"{HOME}/run/{run.id}").text
    waiting = service.start_brief_run(a_brief(town[0], town[1]))
    db.session.commit()
    answer = client.get(f"{HOME}/run/{waiting.id}/beside")
    assert answer.location.endswith(f"{HOME}/run/{waiting.id}")


def test_groups_of_everybody_stand_side_by_side_too(client, town):
    run = a_finished_grouping(town[0])
    page = words(client.get(f"/p/hillside/groups/run/{run.id}/beside"))
    assert "No organisation is in" in page
    assert "Seven qualities" in page


def test_a_brief_that_cannot_be_met_says_why_and_what_would_help(client, town):
    run = a_blocked_run(town[0], town[1], small=1)
    page = page_of(client, run)
    assert "No group can meet this brief None has a known lead for £600,000." in page
    assert "No lead is there for £600,000; the nearest can hold £500,000." in page
    assert "Try £500,000 a year" in page
    assert "It would not help to change only" in page
    assert "or the small organisations: there is no workable group within reach" in page


def test_a_remedy_makes_a_new_brief_and_goes_to_watch_its_search(client, town):
    run = a_blocked_run(town[0], town[1])
    answer = client.post(f"{HOME}/run/{run.id}/relax", data={"change": "contract_value"})
    brief = db.session.query(Brief).order_by(Brief.id.desc()).first()
    other = db.session.query(MatchingRun).order_by(MatchingRun.id.desc()).first()
    assert (brief.name, other.brief_id) == ("After school (contract up to £500,000)", brief.id)
    assert answer.location.endswith(f"{HOME}/run/{other.id}?watch=1")


def test_a_remedy_that_is_not_there_is_not_found(client, town):
    run = a_blocked_run(town[0], town[1])
    for change in ("", "hub", "exclusion"):
        data = {"change": change}
        assert client.post(f"{HOME}/run/{run.id}/relax", data=data).status_code == 404
    assert db.session.query(Brief).count() == 1


def test_what_only_an_exclusion_blocks_reads_like_what_never_helps(client, town):
    partnership, wards, members = town
    for member in members[2:]:
        knows(member, can_lead=False, spare_days=0)
    for member in members[:2]:
        knows(member, spare_days=5)
    excludes(members[0], members[1])
    page = page_of(client, a_finished_run(partnership, wards, days=10.0))
    assert "There is no workable group within reach." in page
    assert "It would not help to change only" in page
    assert "Try" not in page
    for telling in ("exclu", "private", "cannot work", "refus"):
        assert telling not in page.casefold()


def test_whom_to_ask_stands_with_a_link_and_what_is_not_known(client, town):
    quiet = a_participation(town[0], name="Quiet Corner")
    run = a_finished_run(town[0], town[1], smallest=2, largest=2)
    answer = client.get(f"{HOME}/run/{run.id}")
    assert run.advice["asking"]["sentence"] in words(answer)
    assert f'/organisations/{quiet.organisation_id}">Quiet Corner' in answer.text
    assert "where they are based, where they work, their themes and" in words(answer)


def test_those_of_whom_the_same_is_said_share_a_row(client, town):
    for name in ("Quiet Corner", "Silent Yard", "Still Waters"):
        a_participation(town[0], name=name)
    run = a_finished_run(town[0], town[1], smallest=2, largest=2)
    page = client.get(f"{HOME}/run/{run.id}").text
    row = re.search(r"(?s)<tr>(?:(?!</tr>).)*Silent Yard.*?</tr>", page)[0]
    assert "Still Waters" in row
    assert row.count("<li>") == len(re.findall(r"/organisations/", row))


def test_more_wishes_are_kept_and_shown(client, town):
    partnership, wards, members = town
    code = wards[0].area.code
    wished = {
        "must_include": [members[0].slug],
        "must_exclude": [members[1].slug, "org-of-another-partnership"],
        "hub": "yes",
        "alternatives": "3",
        "min_difference": "1",
    }
    client.post(f"{HOME}/new", data=TYPED | wished | {"theme": "play", "area": code})
    brief = db.session.query(Brief).one()
    assert brief.request["must_include"] == [members[0].slug]
    assert brief.request["must_exclude"] == [members[1].slug]
    assert (brief.request["hub"], brief.request["alternatives"]) == (True, 3)
    run = db.session.query(MatchingRun).one()
    assert (run.request["must_include"], run.request["min_difference"]) == ([members[0].slug], 1)
    page = words(client.get(f"{HOME}/{brief.id}"))
    assert f"Must be in the group {members[0].organisation.name}" in page
    form = client.get(f"{HOME}/{brief.id}/change").text
    assert re.search(rf'name="must_include"[^>]*value="{members[0].slug}" checked', form)
    assert '<details class="pw-fold" id="more" open>' in form


def test_usual_wishes_stay_folded(client, town):
    code = town[1][0].area.code
    asked = {"step": "levels", "theme": "play", "area": code}
    assert (
        '<details class="pw-fold" id="more">' in client.get(f"{HOME}/new", query_string=asked).text
    )


@pytest.mark.parametrize(
    ("wished", "message"),
    [
        ({"alternatives": "11"}, "Type a whole number from 1 to 10"),
        ({"min_difference": "0"}, "Type a whole number from 1 to 12"),
        ({"min_difference": "few"}, "Type a whole number from 1 to 12"),
        ({"must_exclude": 0}, "named both as a member and as left out"),
    ],
)
def test_wishes_that_cannot_be_are_refused_at_their_field(client, town, wished, message):
    _, wards, members = town
    named = {"must_include": members[0].slug, "must_exclude": members[1].slug}
    typed = named | wished
    if typed["must_exclude"] == 0:
        typed["must_exclude"] = members[0].slug
    page = client.post(
        f"{HOME}/new", data=TYPED | typed | {"theme": "play", "area": wards[0].area.code}
    )
    assert message in words(page)
    assert 'id="more" open' in page.text
    assert db.session.query(Brief).count() == 0


def test_what_is_no_number_is_refused_in_words_that_say_which_number_is_meant(client, town):
    typed = TYPED | {"smallest": "a few", "days": "many", "contract_value": "a lot", "small": "x"}
    page = client.post(f"{HOME}/new", data=typed | {"theme": "play", "area": town[1][0].area.code})
    said = words(page)
    for message in (
        "Type a whole number from 2 to 12 for the fewest organisations",
        "Type a number, such as 12, for the days a week",
        "Type an amount, such as 240000, for the contract",
        "Type a whole number, such as 2, for the small organisations",
    ):
        assert said.count(message) == 2, "in the summary and at the field"
    assert "valid" not in said
