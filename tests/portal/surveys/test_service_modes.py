"""What a survey promises is chosen before the first response, fits its questions, and is kept."""

import csv
from io import StringIO

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal.errors import Refused
from portal.inviting.invitations import hand_over, send_invitations
from portal.inviting.letters import NEXT
from portal.models.base import db
from portal.models.days import today
from portal.models.organisations import ProfileFact
from portal.models.surveys import Submission, Survey
from portal.organisations.profiles import Source, set_fact
from portal.surveys.amending import begin_amending
from portal.surveys.differences import describe_differences
from portal.surveys.exports import answers_csv, dictionary_csv
from portal.surveys.late import end_late, let_in_late
from portal.surveys.modes import list_telling, set_mode
from portal.surveys.papers import blank_paper, paper_for_coordinators, paper_of
from portal.surveys.promises import PROMISES
from portal.surveys.questionnaires import context_for, definition_of
from portal.surveys.reading import list_nameless
from portal.surveys.service import (
    close_survey,
    create_survey,
    current_version,
    open_survey,
    publish,
)
from portal.surveys.withholding import withheld
from tests.portal import factories as make
from tests.portal.surveys.factories import QUESTIONS, a_draft, a_survey, save, send
from tests.portal.surveys.promised import PLAIN, a_promising_survey, answered

NAMELESS = ("confidential", "anonymous")


@pytest.fixture
def survey(app):
    return create_survey(make.a_partnership(), "How are things?", PLAIN)


@pytest.fixture
def confidential(app):
    return a_promising_survey("confidential")


def changed(**question):
    """The plain survey with something else about its first question."""
    (section,) = PLAIN["sections"]
    first, *others = section["questions"]
    return {**PLAIN, "sections": [{**section, "questions": [{**first, **question}, *others]}]}


def test_a_survey_is_with_names_until_something_else_is_chosen(survey):
    assert survey.mode == "identified"
    assert set_mode(survey, "confidential")
    assert survey.mode == "confidential"
    assert not set_mode(survey, "confidential")


def test_it_cannot_be_changed_once_somebody_has_begun(survey):
    open_survey(survey)
    a_draft(survey)
    with pytest.raises(Refused, match="has begun to answer"):
        set_mode(survey, "anonymous")
    assert survey.mode == "identified"


def test_where_somebody_begins_at_that_moment_the_database_refuses_in_the_same_words(
    survey, monkeypatch
):
    open_survey(survey)
    a_draft(survey)
    monkeypatch.setattr("portal.surveys.modes.has_begun", lambda _survey: False)
    with pytest.raises(Refused, match="has begun to answer"):
        set_mode(survey, "confidential")


def test_the_database_keeps_responses_to_the_promise_they_were_begun_under(survey):
    open_survey(survey)
    a_draft(survey)
    with pytest.raises(IntegrityError):
        db.session.execute(sa.update(Survey).values(mode="anonymous"))
    db.session.rollback()


def test_after_letters_have_gone_out_a_survey_promises_as_much_or_more(survey):
    set_mode(survey, "confidential")
    open_survey(survey)
    club = make.a_participation(survey.partnership, name="Kite Club")
    send_invitations(survey, [club], lambda token: f"https://x/{token}")
    with pytest.raises(Refused, match="Letters have gone out"):
        set_mode(survey, "identified")
    assert set_mode(survey, "anonymous")


def test_a_promise_that_there_is_not_is_refused(survey):
    with pytest.raises(Refused, match="one of the three"):
        set_mode(survey, "secret")


def test_questions_for_the_engine_do_not_fit_an_anonymous_survey(app):
    survey = a_survey(opened=False)
    with pytest.raises(Refused, match="“Anyone apart\\?” is only for the engine"):
        set_mode(survey, "anonymous")
    assert set_mode(survey, "confidential")


@pytest.mark.parametrize(
    "question", [{"visibility": "engine"}, {"kind": "upload", "long": None, "feeds": None}]
)
def test_they_are_refused_in_a_later_version_too(survey, question):
    set_mode(survey, "anonymous")
    kept = {key: value for key, value in question.items() if value is not None}
    new = changed(**kept)
    for key in set(question) - set(kept):
        new["sections"][0]["questions"][0].pop(key)
    with pytest.raises(Refused, match="Leave the question out"):
        publish(survey, new)


@pytest.mark.parametrize("mode", NAMELESS)
def test_once_a_survey_without_names_is_begun_its_words_can_change_and_nothing_else(survey, mode):
    set_mode(survey, mode)
    publish(survey, changed(limit=100))
    open_survey(survey)
    a_draft(survey)
    publish(survey, changed(limit=100, label="What should be different?", hint="In your words"))
    for question in ({"limit": 200}, {"id": "new"}, {"required": True, "limit": 100}):
        with pytest.raises(Refused, match="Only its words can change"):
            publish(survey, changed(**question))


def test_which_answers_can_tell_by_themselves_is_listed(app):
    definition = definition_of(current_version(a_survey()))
    assert list_telling(definition) == ["What do you do?", "Whom do you know?"]


@pytest.mark.parametrize("mode", NAMELESS)
def test_a_survey_without_names_that_could_be_read_is_not_opened_again(survey, mode):
    set_mode(survey, mode)
    open_survey(survey)
    for number in range(4):
        answered(survey, f"Club {number}")
    close_survey(survey)
    open_survey(survey, reason="Two more wanted to")
    answered(survey, "Club 5")
    close_survey(survey)
    with pytest.raises(Refused, match="stays closed"):
        open_survey(survey, reason="One more")


def test_a_survey_with_names_can_be_opened_again(survey):
    open_survey(survey)
    for number in range(6):
        answered(survey, f"Club {number}")
    close_survey(survey)
    open_survey(survey, reason="One more")
    assert survey.state == "open"


def test_confidential_answers_stay_with_their_organisation_and_can_be_changed(confidential):
    response = answered(confidential, "Kite Club", words="We want a hall")
    assert response.answers["words"] == "We want a hall"
    begin_amending(response)
    save(response, words="We want two halls")
    assert send(response, "second")
    query = sa.select(Submission.answers).order_by(Submission.number)
    assert [a["words"] for a in db.session.scalars(query)] == [
        "We want a hall",
        "We want two halls",
    ]


def test_profiles_learn_nothing_from_confidential_answers(confidential):
    response = answered(confidential, "Kite Club", words="We want a hall", staff=3)
    assert db.session.scalars(sa.select(ProfileFact)).all() == []
    assert describe_differences(response) == []


def test_no_page_shows_coordinators_confidential_answers_of_one_organisation(confidential):
    response = answered(confidential, "Kite Club", words="We want a hall")
    assert paper_for_coordinators(response) is None
    assert paper_of(response).answers["words"] == "We want a hall"


def test_confidential_answers_are_read_from_five_on_without_names_and_times(confidential):
    for number in range(4):
        answered(confidential, f"Club {number}", words=f"canary {number}")
    close_survey(confidential)
    assert "once 5 organisations" in withheld(confidential)
    with pytest.raises(Refused):
        answers_csv(confidential)
    open_survey(confidential, reason="One more wanted to")
    answered(confidential, "Club 4", words="canary 4")
    close_survey(confidential)
    lines = list(csv.reader(StringIO(answers_csv(confidential))))
    assert lines[0] == ["\ufeffwords", "staff"]
    assert sorted(line[0] for line in lines[1:]) == [f"canary {number}" for number in range(5)]
    assert "Club" not in answers_csv(confidential)
    assert "organisation" not in dictionary_csv(confidential)


def test_while_a_survey_is_open_and_answers_can_change_nobody_reads_them(confidential):
    first, *_ = [answered(confidential, f"Club {number}") for number in range(7)]
    begin_amending(first)
    assert "once the survey has closed" in withheld(confidential)
    with pytest.raises(Refused, match="once the survey has closed"):
        list_nameless(confidential)
    close_survey(confidential)
    assert len(list_nameless(confidential)) == 7


def test_once_confidential_answers_can_be_read_nobody_is_let_in_late(confidential):
    sent = [answered(confidential, f"Club {number}") for number in range(5)]
    late = make.a_participation(confidential.partnership, name="Late Lions")
    close_survey(confidential)
    for participation in (late, sent[0].participation):
        with pytest.raises(Refused, match="stays closed"):
            let_in_late(confidential, participation, today(), "Was ill")


def test_while_somebody_is_let_in_late_nobody_reads_confidential_answers(confidential):
    for number in range(4):
        answered(confidential, f"Club {number}")
    lions, bears = (
        make.a_participation(confidential.partnership, name=name)
        for name in ("Late Lions", "Late Bears")
    )
    close_survey(confidential)
    response, other = (let_in_late(confidential, one, today(), "Ill") for one in (lions, bears))
    save(response, words="What the lions say")
    assert send(response)
    assert end_late(response)
    assert "nobody is let in late" in withheld(confidential)
    with pytest.raises(Refused):
        answers_csv(confidential)
    assert end_late(other)
    assert len(list_nameless(confidential)) == 5
    with pytest.raises(Refused, match="stays closed"):
        let_in_late(confidential, bears, today(), "Ill again")


@pytest.mark.parametrize("mode", NAMELESS)
def test_nothing_known_of_an_organisation_decides_what_it_is_asked_without_names(survey, mode):
    publish(survey, changed(show_if="profile.staff = 0"))
    set_mode(survey, mode)
    open_survey(survey)
    club = make.a_participation(survey.partnership, name="Kite Club")
    set_fact(club, "staff", 0, Source("typed"))
    assert context_for(survey, club).known == {}
    other = make.a_participation(survey.partnership, name="Owl Play")
    asked = [{row.question.id for row in blank_paper(survey, one).rows()} for one in (club, other)]
    assert asked[0] == asked[1]


def test_their_order_is_not_that_of_sending(confidential):
    sent = [f"canary {number:02}" for number in range(25)]
    for words in sent:
        answered(confidential, f"Club of {words}", words=words)
    close_survey(confidential)
    orders = {
        tuple(answers["words"] for _version, answers in list_nameless(confidential))
        for _ in range(3)
    }
    assert len(orders) == 3
    assert tuple(sent) not in orders


def test_no_link_is_handed_over_to_a_draft_in_confidence(confidential):
    club = make.a_participation(confidential.partnership, name="Kite Club")
    assert hand_over(confidential, club)
    a_draft(confidential, club, words="We want a hall")
    with pytest.raises(Refused, match="nobody else may read"):
        hand_over(confidential, club)


@pytest.mark.parametrize("mode", PROMISES)
def test_each_promise_says_otherwise_who_sees_what(app, mode):
    survey = a_promising_survey(mode)
    response = a_draft(survey, words="We want a hall")
    sees = {row.who_sees for row in paper_of(response).rows()}
    usual = {"Seen by the coordinators only.", "Shared with partnership members."}
    assert (sees == usual) == (mode == "identified")
    if mode != "identified":
        assert all("without your name" in words for words in sees)
    assert any("Leave out your name" in words for words in sees) == (mode == "anonymous")


def test_what_is_only_for_the_engine_is_still_seen_by_nobody_in_confidence(app):
    survey = a_survey(opened=False)
    set_mode(survey, "confidential")
    open_survey(survey)
    sees = {row.question.id: row.who_sees for row in paper_of(a_draft(survey)).rows()}
    assert sees["apart"].startswith("Nobody else sees this")
    assert "without your name" in sees["name"]


def test_the_promises_differ_in_all_their_words():
    for part in ("label", "choice", "lines", "short", "sending", "letter", "next_steps"):
        assert len({getattr(promise, part) for promise in PROMISES.values()}) == len(PROMISES)
    assert set(NEXT) == set(PROMISES)


def test_with_names_all_is_as_it_was(app):
    survey = a_survey()
    response = a_draft(survey, name="We play", themes={"play": "most", "sport": "none"})
    assert send(response)
    assert withheld(survey) == ""
    paper = paper_for_coordinators(response)
    assert paper is not None
    assert "apart" not in {row.question.id for row in paper.rows()}
    assert QUESTIONS["title"] == paper.definition.title
