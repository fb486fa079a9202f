"""Bringing a grouping up to date, as those who may read it meet it; nothing new can be guessed."""

import re

import pytest

from portal.consortia import service
from portal.consortia.inputs import gather, list_present
from portal.consortia.revising import bring_up_to_date
from portal.models.audit import AuditEntry
from portal.models.base import db
from portal.models.consortia import MatchingRun
from portal.organisations.service import leave
from tests.portal.consortia.factories import excludes, knows
from tests.portal.consortia.runs import a_finished_grouping, a_finished_run, carried_out
from tests.portal.factories import a_participation
from tests.portal.pages import words

FRESH = re.compile(r'(?s)<input\b[^>]*\bname="csrf_token"[^>]*>')
SENTENCE = "most organisations may find themselves in another"


@pytest.fixture
def run(town):
    return a_finished_grouping(town[0])


def at(run, page=""):
    return f"/p/hillside/groups/run/{run.id}{page}"


def press(client, run):
    """Press the button as a browser without JavaScript does, and read the page that follows."""
    return client.post(at(run, "/up-to-date"), follow_redirects=True)


def renewed(run):
    """Give a grouping that was brought up to date after one had left."""
    leave(list_present(run.partnership)[3])
    return carried_out(bring_up_to_date(run))


@pytest.mark.usefixtures("viewer")
def test_the_main_act_begins_from_these_groups_and_the_quiet_one_from_nothing(client, run):
    page = client.get(at(run))
    (form,) = [one for one in page.text.split("<form")[1:] if at(run, "/up-to-date") in one]
    button = form.split("</form>")[0]
    assert "Bring up to date" in button
    assert "secondary" not in button
    assert SENTENCE in words(page)
    assert page.text.count(at(run, "/again")) == 1
    assert "What changed" not in words(page)


@pytest.mark.usefixtures("viewer")
def test_a_press_starts_a_run_that_is_watched_and_leads_back(client, run):
    knows(list_present(run.partnership)[0], spare_days=5)
    page = press(client, run)
    later = db.session.scalars(db.select(MatchingRun).filter_by(revises_id=run.id)).one()
    assert page.request.path == at(later)
    assert "Waiting for its turn" in words(page)
    assert f'href="{at(run)}"' in page.text
    assert 'http-equiv="refresh"' in page.text
    later.state, later.phase, later.progress = "running", "Looking at what changed", 0.3
    db.session.commit()
    assert "Looking at what changed, 30 of 100" in words(client.get(at(later)))


@pytest.mark.usefixtures("viewer")
def test_where_nothing_changed_the_page_says_so_and_nothing_is_started(client, run):
    page = press(client, run)
    assert page.request.path == at(run)
    assert service.UNCHANGED in words(page)
    assert len(service.list_runs(run.partnership)) == 1


@pytest.mark.usefixtures("viewer")
def test_what_changed_is_a_sentence_and_a_fold_with_a_table(client, run):
    later = renewed(run)
    page = client.get(at(later))
    assert re.search(r"pairs stay together; .*has left the partnership\.", words(page))
    fold = re.search(r"(?s)<summary>Who joined, left or moved.*?</details>", page.text)
    assert "An organisation that has left" in fold.group()
    assert "not here any more" in fold.group()
    assert f'href="{at(run)}"' in page.text
    assert at(later, "/compare") in page.text
    assert "groups before, seed and effort" in words(page)
    assert "org-" not in words(page)
    for address in re.findall(r'href="(/p/hillside/groups/run/[^"]*/group/\d+)"', fold.group()):
        assert client.get(address).status_code == 200


@pytest.mark.usefixtures("viewer")
def test_where_everybody_stays_there_is_no_table(client, run):
    knows(list_present(run.partnership)[0], spare_days=5)
    later = carried_out(bring_up_to_date(run))
    later.picture = later.picture | {
        "since": {"pairs": {"before": 9, "kept": 9, "after": 9}, "changed": []}
    }
    db.session.commit()
    page = words(client.get(at(later)))
    assert "All 9 pairs stay together, and everybody is where they were." in page
    assert "Who joined, left or moved" not in page


@pytest.mark.usefixtures("viewer")
def test_a_search_that_was_stopped_or_failed_offers_only_the_one_from_nothing(client, run):
    for state, outcome in (("cancelled", run.outcome), ("failed", None)):
        run.state, run.outcome, run.failure = state, outcome, "It broke off."
        db.session.commit()
        page = client.get(at(run))
        assert at(run, "/again") in page.text
        assert at(run, "/up-to-date") not in page.text
    assert press(client, run).status_code == 404
    run.state, run.outcome = "cancelled", {"consortia": [], "left_out": []}
    db.session.commit()
    assert client.post(at(run, "/up-to-date")).location.endswith(at(run))
    assert len(service.list_runs(run.partnership)) == 1


@pytest.mark.usefixtures("viewer")
def test_one_that_broke_off_says_what_a_search_from_nothing_does(client, run):
    knows(list_present(run.partnership)[0], spare_days=5)
    later = bring_up_to_date(run)
    later.state, later.failure = "failed", "It broke off."
    db.session.commit()
    page = client.get(at(later))
    assert SENTENCE in words(page)
    assert f'href="{at(run)}"' in page.text


@pytest.mark.usefixtures("viewer")
def test_a_brief_has_no_such_act(client, town):
    brief = a_finished_run(town[0], town[1])
    address = f"/p/hillside/briefs/run/{brief.id}"
    assert "Bring up to date" not in words(client.get(address))
    assert "Look again with what is known now" in words(client.get(address))
    assert client.post(f"{address}/up-to-date").status_code == 404
    assert client.post(at(brief, "/up-to-date")).status_code == 404


@pytest.mark.usefixtures("viewer")
def test_many_changes_are_cut_short_and_counted(client, run):
    later = renewed(run)
    since = {"pairs": {"before": 300, "kept": 1, "after": 300}}
    since["changed"] = [
        {"id": f"org-{n}", "kind": "moved", "before": [1], "after": [1]} for n in range(130)
    ]
    later.picture = later.picture | {"since": since}
    db.session.commit()
    page = words(client.get(at(later)))
    assert "1 of 300 pairs stays together; 130 organisations are in others." in page
    assert page.count("In another group") == 100
    assert "and 30 more" in page


@pytest.mark.usefixtures("viewer")
def test_pressing_tells_nothing_of_an_exclusion_that_was_said_in_between(client, run):
    def trail():
        db.session.expire_all()
        return [one.action for one in db.session.scalars(db.select(AuditEntry))]

    nothing = FRESH.sub("", press(client, run).text)
    before = trail()
    best = run.outcome["consortia"][0]["members"]
    members = {one.slug: one for one in list_present(run.partnership)}
    excludes(members[best[0]], members[best[1]])
    db.session.commit()
    assert FRESH.sub("", press(client, run).text) == nothing
    assert trail() == before


@pytest.mark.usefixtures("viewer")
def test_an_exclusion_that_moves_nobody_changes_no_word_of_what_changed(client, town, run):
    quiet = a_participation(town[0], name="Quiet Corner")
    later = renewed(run)
    page = FRESH.sub("", client.get(at(later)).text)
    outcome, ended = later.outcome, later.finished_at
    excludes(list_present(town[0])[0], quiet)
    later.inputs, later.state = gather(town[0]).frozen, "queued"
    later = carried_out(later)
    assert later.outcome["consortia"] == outcome["consortia"], "the premise: no group changes"
    later.finished_at = ended
    db.session.commit()
    assert FRESH.sub("", client.get(at(later)).text) == page
