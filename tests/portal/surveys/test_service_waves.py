"""A later wave looks back at what the same organisation sent, and nobody learns more by it."""

import pytest

from portal.errors import Refused
from portal.inviting.invitations import hand_over
from portal.surveys.amending import begin_amending
from portal.surveys.behalf import start_entering
from portal.surveys.earlier import get_earlier
from portal.surveys.following import let_follow, list_possible, list_unanswerable
from portal.surveys.modes import set_mode
from portal.surveys.papers import (
    blank_paper,
    paper_for_coordinators,
    paper_of,
    preview_paper,
)
from portal.surveys.service import create_survey
from portal.surveys.versions import copy_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, save, send
from tests.portal.surveys.promised import PLAIN
from tests.portal.surveys.waves import FIRST, SECOND, two_waves

TOLD = {"joined": "yes", "staff": 7, "apart": "Old Hall"}


@pytest.fixture
def club(app):
    return make.a_participation(make.a_partnership(), name="Kite Club")


def asked(paper):
    return {row.question.id: str(row.label) for row in paper.rows()}


def told(survey, club, **answers):
    response = a_draft(survey, club, **{**TOLD, **answers})
    assert send(response)
    return response


def test_a_later_wave_asks_by_what_the_same_organisation_sent_before(club):
    first, second = two_waves(partnership=club.partnership)
    told(first, club)
    other = make.a_participation(club.partnership, name="Old Hall")
    told(first, other, joined="no", staff=2)
    assert asked(blank_paper(second, club))["going"] == "How does it go?"
    assert asked(blank_paper(second, club))["more"].startswith("You said 7.")
    assert "going" not in asked(blank_paper(second, other))


def test_who_did_not_answer_before_is_asked_as_if_new_and_so_is_a_trial(club):
    first, second = two_waves(partnership=club.partnership)
    a_draft(first, club, **TOLD)
    for paper in (blank_paper(second, club), preview_paper(second)):
        assert "going" not in asked(paper)
        assert "(not known yet)" in asked(paper)["more"]


def test_what_was_sent_last_counts_and_not_what_is_being_changed(club):
    first, second = two_waves(partnership=club.partnership)
    response = told(first, club)
    begin_amending(response)
    save(response, staff=9)
    assert "You said 7." in asked(blank_paper(second, club))["more"]
    assert send(response, key="again")
    assert "You said 9." in asked(blank_paper(second, club))["more"]


def test_what_was_for_the_engine_is_never_looked_back_at(club):
    first, second = two_waves(partnership=club.partnership)
    told(first, club)
    for audience in (None, "coordinators"):
        words = asked(paper_of(a_draft(second, club), audience))["more"]
        assert "Old Hall" not in words
        assert words.endswith("And (not known yet)?")


def test_a_coordinator_reads_what_was_sent_with_the_questions_that_were_asked(club):
    first, second = two_waves(partnership=club.partnership)
    told(first, club)
    response = told(second, club, going="Well")
    assert asked(paper_for_coordinators(response))["going"] == "How does it go?"


def test_a_coordinator_who_enters_learns_nothing_that_was_told_in_confidence(club):
    first, second = two_waves("confidential", club.partnership)
    told(first, club)
    ada = make.a_person("ada@example.org")
    response = start_entering(second, club, "telephone", ada)
    assert "going" in asked(paper_of(response))
    mine = asked(paper_of(response, "coordinators"))
    assert "going" not in mine
    assert "7" not in mine["more"]


def test_no_link_is_handed_over_that_would_show_what_was_told_in_confidence(club):
    first, second = two_waves("confidential", club.partnership)
    assert hand_over(second, club)
    told(first, club)
    with pytest.raises(Refused, match="in confidence in the survey before"):
        hand_over(second, club)


def test_only_a_survey_of_the_same_partnership_with_the_same_promise_can_be_followed(club):
    here = club.partnership
    later = create_survey(here, "Later", SECOND)
    strange = create_survey(make.a_partnership("elsewhere", "Elsewhere"), "Strange", FIRST)
    quiet = create_survey(here, "Quiet", FIRST)
    set_mode(quiet, "confidential")
    with pytest.raises(Refused, match="of this partnership"):
        let_follow(later, strange)
    with pytest.raises(Refused, match="promises the same"):
        let_follow(later, quiet)
    assert list_possible(later) == []


def test_no_anonymous_survey_follows_or_is_followed(club):
    one, two = (create_survey(club.partnership, title, PLAIN) for title in ("One", "Two"))
    for survey in (one, two):
        set_mode(survey, "anonymous")
    with pytest.raises(Refused, match="no anonymous one"):
        let_follow(two, one)
    assert copy_survey(one, "Three").follows_id is None
    assert list_possible(two) == []


def test_no_survey_comes_to_follow_itself(club):
    one, two, three = (create_survey(club.partnership, title, FIRST) for title in "ABC")
    assert let_follow(two, one)
    assert let_follow(three, two)
    for survey in (one, two, three):
        with pytest.raises(Refused, match="already"):
            let_follow(one, survey)
    assert list_possible(two) == [one]


def test_once_somebody_has_begun_it_stays_as_it_is(club):
    first, second = two_waves(partnership=club.partnership)
    assert not let_follow(second, first)
    a_draft(second, club)
    with pytest.raises(Refused, match="has begun"):
        let_follow(second, None)
    assert get_earlier(second) == first


def test_neither_wave_can_come_to_promise_something_else(club):
    one, two = (create_survey(club.partnership, title, FIRST) for title in ("One", "Two"))
    let_follow(two, one)
    with pytest.raises(Refused, match="is followed by “Two”"):
        set_mode(one, "confidential")
    with pytest.raises(Refused, match="follows “One”"):
        set_mode(two, "confidential")
    assert let_follow(two, None)
    assert set_mode(two, "confidential")


def test_a_copy_follows_what_it_was_copied_from_unless_it_is_its_own(club):
    first = create_survey(club.partnership, "First", FIRST)
    assert copy_survey(first, "Second").follows_id == first.id
    assert copy_survey(first, "Other", follows=False).follows_id is None


def test_what_the_survey_before_did_not_ask_alike_is_named(club):
    first = create_survey(club.partnership, "First", FIRST)
    later = create_survey(club.partnership, "Later", SECOND)
    assert set(list_unanswerable(later)) == {"joined", "staff", "apart"}
    let_follow(later, first)
    assert list_unanswerable(later) == ["apart"]
    assert list_unanswerable(first) == []
