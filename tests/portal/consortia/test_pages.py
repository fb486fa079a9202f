"""The pages of briefs, groupings, runs and groups, as a viewer and others meet them."""

import pytest

from portal.consortia import service
from portal.models.base import db, now
from portal.models.consortia import Brief, MatchingRun
from tests.portal.consortia.factories import a_town, excludes, knows
from tests.portal.consortia.runs import a_brief, a_finished_grouping, a_finished_run
from tests.portal.factories import a_member, a_participation, an_editorship
from tests.portal.pages import words

TYPED = {
    "step": "levels",
    "name": "After school",
    "smallest": "3",
    "largest": "5",
    "lead": "required",
    "preset": "By place",
}

PATHS = ["briefs", "briefs/new", "groups", "groups/new", "network"]


@pytest.mark.usefixtures("viewer")
def test_a_brief_is_written_in_two_steps_and_searched_for(client, town):
    _, wards, _ = town
    codes = [ward.area.code for ward in wards]
    first = client.get("/p/hillside/briefs/new")
    assert "What is wanted, and where?" in words(first)
    second = client.get(
        "/p/hillside/briefs/new", query_string={"step": "levels", "theme": "play", "area": codes}
    )
    assert f'name="level-play-{codes[0]}"' in second.text
    typed = TYPED | {"theme": "play", "area": codes, f"level-play-{codes[1]}": "2"}
    answer = client.post("/p/hillside/briefs/new", data=typed)
    assert answer.status_code == 302
    brief = db.session.query(Brief).one()
    assert brief.request["cells"] == [
        {"theme": "play", "area": codes[0], "level": 1.0},
        {"theme": "play", "area": codes[1], "level": 2.0},
    ]
    assert "Waiting for its turn" in words(client.get(answer.location))


@pytest.mark.usefixtures("viewer")
def test_a_step_without_a_choice_says_what_to_choose(client):
    page = client.get("/p/hillside/briefs/new", query_string={"step": "levels", "theme": "play"})
    assert "Choose at least one area" in words(page)
    assert "<title>Error:" in page.text


@pytest.mark.usefixtures("viewer")
def test_a_refused_brief_keeps_what_was_typed_and_saves_nothing(client, town):
    code = town[1][0].area.code
    typed = TYPED | {"theme": "play", "area": code, "smallest": "6", "days": "many"}
    page = client.post("/p/hillside/briefs/new", data=typed | {f"level-play-{code}": "3"})
    assert page.status_code == 200
    assert '<option value="3" selected>' in page.text
    assert 'value="After school"' in page.text
    assert db.session.query(Brief).count() == 0


@pytest.mark.usefixtures("viewer")
def test_a_brief_changes_and_its_earlier_runs_do_not(client, town):
    partnership, wards, _ = town
    run = a_finished_run(partnership, wards)
    asked, brief = run.request, run.brief
    code = wards[0].area.code
    page = client.get(f"/p/hillside/briefs/{brief.id}/change")
    assert 'value="After school"' in page.text
    typed = TYPED | {"theme": ["play"], "area": [code], "name": "Evenings"}
    client.post(f"/p/hillside/briefs/{brief.id}/change", data=typed)
    db.session.expire_all()
    assert db.session.get_one(Brief, brief.id).name == "Evenings"
    assert db.session.get_one(MatchingRun, run.id).request == asked


@pytest.mark.usefixtures("viewer")
def test_a_finished_brief_shows_its_groups_with_names_figures_and_gaps(client, town):
    partnership, wards, members = town
    run = a_finished_run(partnership, wards)
    page = words(client.get(f"/p/hillside/briefs/run/{run.id}"))
    best = run.outcome["consortia"][0]
    names = {member.slug: member.organisation.name for member in members}
    for key in best["members"]:
        assert names[key] in page
    assert f"{round(best['quality'] * 100)} of 100" in page
    assert "Covers the need" in page
    assert "Proven best" in page
    assert "org-" not in page


@pytest.mark.usefixtures("viewer")
def test_a_group_says_why_each_member_is_in_it_and_what_is_not_known(client, town):
    partnership, wards, _ = town
    run = a_finished_run(partnership, wards)
    page = words(client.get(f"/p/hillside/briefs/run/{run.id}/group/1"))
    assert "Without it the group loses" in page
    assert "Networks: not known yet" in page
    assert "A suggestion, not a decision" in page
    assert client.get(f"/p/hillside/briefs/run/{run.id}/group/99").status_code == 404


@pytest.mark.usefixtures("viewer")
def test_a_group_without_a_lead_says_whom_to_ask_first(client, town):
    partnership, wards, members = town
    for member in members:
        knows(member, can_lead=False)
    shy = members[1]
    from_now = {"themes": {"play": 1.0, "arts": 1.0}, "areas": [w.area.code for w in wards]}
    knows(shy, **from_now)
    silent = a_participation(partnership, name="Silent Starters")
    knows(silent, **from_now, spare_days=5, base={"lat": 53.5, "lon": -2.2})
    run = a_finished_run(partnership, wards, lead="wanted")
    assert run.outcome["consortia"][0]["ask_first"] == silent.slug
    page = words(client.get(f"/p/hillside/briefs/run/{run.id}"))
    assert "No lead yet. Ask Silent Starters first" in page


@pytest.mark.usefixtures("viewer")
def test_an_organisation_that_has_left_stands_without_its_name(client, town):
    partnership, wards, members = town
    run = a_finished_run(partnership, wards)
    gone = next(m for m in members if m.slug == run.outcome["consortia"][0]["members"][0])
    gone.left_at = now()
    name = gone.organisation.name
    db.session.commit()
    for address in (f"briefs/run/{run.id}", f"briefs/run/{run.id}/group/1"):
        page = words(client.get(f"/p/hillside/{address}"))
        assert "An organisation that has left" in page
        assert name not in page


@pytest.mark.usefixtures("viewer")
def test_a_grouping_says_who_is_left_out_why_and_what_would_change_it(client, town):
    partnership, _, _ = town
    a_participation(partnership, name="Quiet Corner")
    run = a_finished_grouping(partnership)
    page = words(client.get(f"/p/hillside/groups/run/{run.id}"))
    assert "Their themes are not known yet (1)" in page
    assert "Quiet Corner" in page
    assert "not interested" not in page


@pytest.mark.usefixtures("viewer")
def test_a_run_that_failed_says_why_and_can_be_tried_again(client, town):
    run = service.start_brief_run(a_brief(town[0], town[1]))
    run.state, run.failure = "failed", "The search was given up."
    db.session.commit()
    page = client.get(f"/p/hillside/briefs/run/{run.id}")
    assert "The search was given up." in words(page)
    again = client.post(f"/p/hillside/briefs/run/{run.id}/again")
    assert again.location.endswith(f"/p/hillside/briefs/run/{run.id + 1}?watch=1")


@pytest.mark.usefixtures("viewer")
def test_a_waiting_run_looks_again_by_itself_only_where_asked_and_can_be_stopped(client, town):
    run = service.start_brief_run(a_brief(town[0], town[1]))
    db.session.commit()
    address = f"/p/hillside/briefs/run/{run.id}"
    assert 'http-equiv="refresh"' in client.get(f"{address}?watch=1").text
    assert 'http-equiv="refresh"' not in client.get(address).text
    client.post(f"{address}/cancel")
    db.session.expire_all()
    assert db.session.get_one(MatchingRun, run.id).state == "cancelled"
    assert "stopped before it began" in words(client.get(address))


@pytest.mark.usefixtures("viewer")
def test_starting_twice_says_that_it_is_being_worked_on(client, town):
    brief = a_brief(town[0], town[1])
    db.session.commit()
    client.post(f"/p/hillside/briefs/{brief.id}/start")
    page = client.post(f"/p/hillside/briefs/{brief.id}/start", follow_redirects=True)
    assert "being worked on already" in words(page)
    assert db.session.query(MatchingRun).count() == 1


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.usefixtures("town")
def test_a_stranger_is_asked_to_sign_in(client, path):
    assert client.get(f"/p/hillside/{path}").location.startswith("/sign-in")


@pytest.mark.parametrize("path", PATHS)
def test_an_organisation_finds_no_such_page(client, town, sign_in, path):
    owner = an_editorship(town[2][0].organisation).person
    sign_in(owner.email)
    assert client.get(f"/p/hillside/{path}").status_code == 404


def test_a_viewer_of_another_partnership_finds_nothing(client, town, sign_in):
    run = a_finished_run(town[0], town[1])
    other, _, _ = a_town(3, slug="valley")
    sign_in(a_member(other, "viewer").person.email)
    db.session.commit()
    for slug in ("hillside", "valley"):
        for path in (f"briefs/{run.brief_id}", f"briefs/run/{run.id}", f"network?run={run.id}"):
            assert client.get(f"/p/{slug}/{path}").status_code == 404


@pytest.mark.usefixtures("viewer")
def test_areas_and_briefs_of_another_partnership_cannot_be_slipped_in(client, town):
    other, wards, _ = a_town(3, slug="valley")
    theirs = a_brief(other, wards)
    db.session.commit()
    page = client.get(
        "/p/hillside/briefs/new",
        query_string={"step": "levels", "theme": "play", "area": wards[0].area.code},
    )
    assert "Choose at least one area" in words(page)
    for act in ("change", "start"):
        assert client.post(f"/p/hillside/briefs/{theirs.id}/{act}").status_code == 404
    assert db.session.query(MatchingRun).count() == 0


@pytest.mark.usefixtures("viewer")
def test_an_exclusion_changes_no_kind_of_wording_on_any_page(client, town):
    partnership, wards, members = town
    plain = a_finished_run(partnership, wards)
    best = plain.outcome["consortia"][0]["members"]
    by_slug = {member.slug: member for member in members}
    excludes(by_slug[best[0]], by_slug[best[1]])
    excludes(members[0], *members[2:6])
    private = a_finished_run(partnership, wards)
    groupings = [a_finished_grouping(partnership)]
    assert any(one["private"] for one in private.outcome["nearest"])
    pages = [f"briefs/run/{private.id}", f"groups/run/{groupings[0].id}"]
    pages += [f"{page}/group/1" for page in pages if "groups" not in page]
    pages += [f"network?run={private.id}&view={view}" for view in ("picture", "links")]
    for page in pages:
        text = words(client.get(f"/p/hillside/{page}")).casefold()
        for telling in ("exclu", "private", "cannot work", "refus", "at odds", "confiden"):
            assert telling not in text, page
    assert plain.fingerprint == private.fingerprint


@pytest.mark.usefixtures("viewer")
def test_a_rule_that_an_exclusion_breaks_reads_like_any_other(client, town):
    partnership, wards, members = town
    for member in members[4:]:
        knows(member, spare_days=0)
    excludes(members[3], *[m for m in members if m is not members[3]])
    run = a_finished_run(partnership, wards, days=5.0)
    near = {one["id"]: one for one in run.outcome["nearest"]}
    private = {key for key, one in near.items() if one["rule"] == "exclusion"}
    others = {key for key, one in near.items() if one["rule"] not in (None, "exclusion", "themes")}
    assert private
    page = words(client.get(f"/p/hillside/briefs/run/{run.id}"))
    told = page.count("No workable group within reach: in place of any member")
    assert told == len(private | others)
