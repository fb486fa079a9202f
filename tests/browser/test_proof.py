"""The page of a brief while it is proven: it follows by itself, or, without a script, on asking."""

import pytest

from portal.consortia import service, tasks
from portal.models.base import db, now
from portal.models.consortia import MatchingRun
from tests.portal.consortia.factories import a_town
from tests.portal.consortia.runs import a_brief, at_work
from tests.portal.factories import a_member

pytestmark = pytest.mark.walk

HOME = "/p/hillside/briefs/run"


@pytest.fixture
def run(live):
    """A run whose first answer is there, and the outcome that it will have."""
    partnership, wards, _ = a_town(8)
    viewer = a_member(partnership, "viewer")
    run = service.start_brief_run(a_brief(partnership, wards))
    db.session.commit()
    tasks.carry_out(run.id)
    run = db.session.get_one(MatchingRun, run.id)
    proven = run.outcome
    at_work(run, best=0.8, bound=0.82)
    return run, proven, viewer.person.email


def change(run, **columns):
    for name, value in columns.items():
        setattr(run, name, value)
    db.session.commit()


def test_the_page_follows_the_proof_to_its_end_by_itself(run, desk_page, sign_in):
    run, proven, email = run
    sign_in(desk_page, email)
    desk_page.goto(f"{HOME}/{run.id}?watch=1")
    unproven = desk_page.get_by_text("Good answer, not proven yet")
    assert unproven.count() == len(proven["consortia"])
    assert desk_page.get_by_text("Nothing can be better than 82.").is_visible()
    stop = desk_page.get_by_role("button", name="Stop here, keep this answer")
    stop.focus()
    change(run, bound=0.81)
    desk_page.get_by_text("Nothing can be better than 81.").wait_for()
    assert stop.evaluate("button => button === document.activeElement"), "the focus was lost"
    change(run, state="finished", finished_at=now(), outcome=proven)
    desk_page.get_by_text("Proven best").first.wait_for()
    assert unproven.count() == 0
    assert stop.count() == 0


def test_a_waiting_page_becomes_that_of_the_first_answer_by_itself(run, desk_page, sign_in):
    run, _, email = run
    outcome = run.outcome
    change(run, outcome=None, phase="A first answer")
    sign_in(desk_page, email)
    desk_page.goto(f"{HOME}/{run.id}?watch=1")
    assert desk_page.get_by_text("Looking for groups").is_visible()
    change(run, outcome=outcome, phase="Proving group 1 of 5")
    desk_page.get_by_text("Good answer, not proven yet").first.wait_for()


def test_without_a_script_a_link_looks_again(run, page_320_nojs, sign_in):
    run, proven, email = run
    sign_in(page_320_nojs, email)
    page_320_nojs.goto(f"{HOME}/{run.id}")
    assert page_320_nojs.get_by_text("Nothing can be better than 82.").is_visible()
    change(run, state="finished", finished_at=now(), outcome=proven)
    page_320_nojs.get_by_role("link", name="Look again", exact=True).click()
    assert page_320_nojs.get_by_text("Proven best").count() == len(proven["consortia"])


def test_the_answer_so_far_is_kept_on_pressing_a_button(run, desk_page, sign_in):
    run, _, email = run
    sign_in(desk_page, email)
    desk_page.goto(f"{HOME}/{run.id}")
    desk_page.get_by_role("button", name="Stop here, keep this answer").click()
    assert desk_page.get_by_text("The groups so far are kept.").is_visible()
    db.session.rollback()  # what is read from here on is what the server wrote
    assert db.session.get_one(MatchingRun, run.id).cancel_asked
