"""Sent answers become facts with source and date; what contradicts is settled by its owner."""

import pytest
import sqlalchemy as sa

from portal.answering.receipts import plain_copy, send_receipt, settle_difference
from portal.errors import NotThere
from portal.models.base import db
from portal.models.organisations import Exclusion, Participation, Tie
from portal.organisations.profiles import (
    Source,
    get_profile,
    list_own_exclusions,
    set_fact,
    state_fact,
)
from portal.organisations.ties import list_ties, list_ties_about, state_ties
from portal.surveys.amending import begin_amending
from portal.surveys.differences import describe_differences
from portal.surveys.papers import paper_of
from portal.surveys.questionnaires import context_for
from portal.surveys.responses import send_response
from portal.surveys.service import publish
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, a_survey, save, send

THEMES = {"play": "most", "sport": "none"}


def sent(survey, participation=None, **answers):
    """A response with these answers, sent."""
    response = a_draft(survey, participation, **answers)
    assert send(response)
    return response


def test_an_answer_becomes_a_fact_that_says_where_it_comes_from(survey, club):
    response = sent(survey, club, staff=3, themes=THEMES)
    profile = get_profile(club)
    assert profile.value("staff") == 3
    assert profile.value("themes") == {"play": 1, "sport": 0}
    fact = profile.facts["staff"]
    assert (fact.source, fact.stated_by) == ("response", "Kim Kite")
    assert fact.source_ref == f"response:{response.public_id}:v1:staff"
    assert fact.visibility == "infrastructure"
    assert profile.facts["themes"].visibility == "members"


def test_what_was_left_out_stays_unknown(survey, club):
    sent(survey, club, themes=THEMES)
    assert get_profile(club).value("staff") is None
    assert get_profile(club).value("ties_known") is None


def test_named_partners_become_ties_and_exclusions_stay_apart(survey, club, owls):
    answers = {
        "partners": {"picked": [owls.slug], "ties": {owls.slug: "joint"}},
        "apart": {"picked": [owls.slug]},
    }
    sent(survey, club, themes=THEMES, **answers)
    assert [(t.to_id, t.intensity) for t in db.session.scalars(sa.select(Tie))] == [(owls.id, 0.75)]
    assert [e.to_id for e in db.session.scalars(sa.select(Exclusion))] == [owls.id]
    assert get_profile(club).value("ties_known") is True
    assert "exclusions" not in get_profile(club).facts


def test_knowing_nobody_is_known(survey, club):
    sent(survey, club, themes=THEMES, partners={"picked": [], "special": "none"})
    assert db.session.scalars(sa.select(Tie)).all() == []
    assert get_profile(club).value("ties_known") is True


def test_nobody_can_name_an_organisation_of_another_partnership_or_itself(survey, club):
    stranger = make.a_participation(make.a_partnership("valley", "Valley"))
    names = {choice.code for choice in context_for(survey, club).organisations}
    assert stranger.slug not in names
    assert club.slug not in names


def test_what_contradicts_waits_until_it_is_settled(survey, club):
    set_fact(club, "staff", 5, Source("typed", "", "Old Kim"))
    response = sent(survey, club, staff=3, themes=THEMES)
    assert get_profile(club).value("staff") == 5
    (difference,) = describe_differences(response)
    assert (difference.label, difference.told, difference.known) == ("Paid staff", ["3"], ["5"])
    settle_difference(response, difference.fact.id, accept=True)
    assert get_profile(club).value("staff") == 3
    assert describe_differences(response) == []


def test_what_was_known_can_be_kept(survey, club):
    set_fact(club, "staff", 5, Source("typed"))
    response = sent(survey, club, staff=3, themes=THEMES)
    settle_difference(response, describe_differences(response)[0].fact.id, accept=False)
    assert get_profile(club).value("staff") == 5


def test_a_difference_is_settled_by_its_own_response_and_once(survey, club, owls):
    for one in (club, owls):
        set_fact(one, "staff", 5, Source("typed"))
    first = sent(survey, club, staff=3, themes=THEMES)
    fact = describe_differences(first)[0].fact
    draft = a_draft(survey, owls, staff=2, themes=THEMES)
    with pytest.raises(NotThere):
        settle_difference(draft, fact.id, accept=True)
    settle_difference(first, fact.id, accept=False)
    with pytest.raises(NotThere):
        settle_difference(first, fact.id, accept=True)


def test_what_is_known_is_offered_as_still_right(survey, club, owls):
    set_fact(club, "staff", 5, Source("typed"))
    context = context_for(survey, club)
    assert context.known == {"staff": 5}


def test_whom_one_cannot_work_with_is_offered_to_nobody_who_holds_a_link(survey, club, owls):
    sent(survey, club, themes=THEMES, apart={"picked": [owls.slug]})
    assert list_own_exclusions(club)
    for one in (club, owls):
        assert "exclusions" not in context_for(survey, one).known


def test_a_copy_holds_every_answer_and_who_sees_it(survey, club, owls):
    response = sent(survey, club, themes=THEMES, apart={"picked": [owls.slug]})
    copy = plain_copy(response, paper_of(response))
    for words in ("Kite Club", "Most: Open-access play", "Owl Play", "Nobody else sees this"):
        assert words in copy


def test_a_receipt_goes_out_once_and_holds_no_answers(survey, club):
    response = sent(survey, club, name="We play", themes=THEMES)
    for _ in range(2):
        send_receipt(response)
    from_outbox = db.session.execute(sa.text("SELECT recipient, body FROM outgoing_emails")).all()
    assert [row.recipient for row in from_outbox] == ["club@example.org"]
    assert "We play" not in from_outbox[0].body


NOBODY = {"picked": [], "special": "none"}
SHARING = {
    "id": "sharing",
    "title": "Sharing",
    "sections": [
        {
            "id": "one",
            "title": "One",
            "questions": [
                {
                    "kind": "number",
                    "id": "staff",
                    "label": "Staff?",
                    "visibility": "members",
                    "feeds": "staff",
                },
                {
                    "kind": "roster",
                    "id": "partners",
                    "label": "Whom do you know?",
                    "visibility": "members",
                    "feeds": "ties",
                },
                {
                    "kind": "consent",
                    "id": "ok",
                    "label": "May it be seen?",
                    "visibility": "coordinators",
                    "items": [{"key": "all", "label": "By members", "shares": "members"}],
                },
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [(True, False, "infrastructure"), (False, True, "members")],
)
def test_a_fact_is_seen_by_whom_the_organisation_last_agreed_to(survey, before, after, seen):
    publish(survey, SHARING)
    response = sent(survey, staff=3, partners=NOBODY, ok={"all": before})
    begin_amending(response)
    save(response, ok={"all": after})
    send_response(response, send_key="2", revision=response.revision, answered_by="Kim")
    facts = get_profile(response.participation).facts
    assert {facts[name].visibility for name in ("staff", "ties_known")} == {seen}


def test_consent_taken_back_narrows_what_is_known_whoever_told_it(survey):
    publish(survey, SHARING)
    response = sent(survey, staff=3, ok={"all": True})
    set_fact(response.participation, "staff", 5, Source("typed"))
    begin_amending(response)
    save(response, ok={"all": False})
    send(response, "2")
    fact = get_profile(response.participation).facts["staff"]
    assert (fact.value, fact.source, fact.visibility) == (5, "typed", "infrastructure")


def test_a_question_meant_for_fewer_leaves_what_is_known_to_its_readers(survey, club):
    state_fact(club, "staff", 5, Source("typed"), "public")
    sent(survey, club, staff=3, themes=THEMES)
    assert get_profile(club).facts["staff"].visibility == "public"


def naming(*others, rung="joint"):
    """The answer that names others as partners."""
    slugs = [other.slug for other in others]
    return {"picked": slugs, "ties": dict.fromkeys(slugs, rung)}


def ties_that_count(club):
    everybody = db.session.scalars(sa.select(Participation.id))
    return {
        tie.to_id: tie.intensity for tie in list_ties(list(everybody)) if tie.from_id == club.id
    }


@pytest.mark.parametrize("accept", [True, False])
def test_ties_told_otherwise_elsewhere_wait_until_they_are_settled(survey, club, owls, accept):
    foxes = make.a_participation(survey.partnership, name="Fox")
    sent(survey, club, themes=THEMES, partners=naming(owls))
    later = a_survey(survey.partnership, "Winter survey")
    response = sent(later, club, themes=THEMES, partners=naming(foxes, rung="share"))
    assert ties_that_count(club) == {owls.id: 0.75}
    (difference,) = describe_differences(response)
    assert difference.label == "Whom you work with"
    assert difference.known == ["Owl Play: joint activity"]
    assert difference.told == ["Fox: share information"]
    settle_difference(response, difference.fact.id, accept=accept)
    assert ties_that_count(club) == ({foxes.id: 0.5} if accept else {owls.id: 0.75})


def test_the_same_ties_told_elsewhere_are_no_difference_and_outlast_the_first(survey, club, owls):
    first = sent(survey, club, themes=THEMES, partners=naming(owls))
    later = sent(a_survey(survey.partnership, "Winter"), club, themes=THEMES, partners=naming(owls))
    assert describe_differences(later) == []
    begin_amending(first)
    save(first, partners=None)
    send(first, "2")
    assert ties_that_count(club) == {owls.id: 0.75}
    assert context_for(survey, club).known["ties"] == {owls.slug: 0.75}


def test_ties_that_wait_are_seen_by_nobody_and_narrow_those_that_count(survey, club, owls):
    state_ties(club, {owls.id: 0.75}, Source("typed", "person:1"), "public")
    publish(survey, SHARING)
    sent(survey, club, partners=NOBODY, ok={"all": False})
    assert [(tie.to_id, readers) for tie, readers in list_ties_about(owls)] == [
        (owls.id, "infrastructure")
    ]


def test_whom_one_cannot_work_with_is_taken_back_only_where_it_was_told(survey, club, owls):
    foxes = make.a_participation(survey.partnership, name="Fox")
    first = sent(survey, club, themes=THEMES, apart={"picked": [owls.slug]})
    later = a_survey(survey.partnership, "Winter survey")
    sent(later, club, themes=THEMES, apart={"picked": [foxes.slug, owls.slug]})
    assert {each.to_id for each in list_own_exclusions(club)} == {owls.id, foxes.id}
    begin_amending(first)
    save(first, apart=None)
    send(first, "2")
    assert {each.to_id for each in list_own_exclusions(club)} == {owls.id, foxes.id}
    assert len(list_own_exclusions(club)) == 2
