"""A coordinator enters what an organisation told: it is marked, and is theirs to change."""

import csv
from io import StringIO

import pytest
import sqlalchemy as sa

from portal.errors import Conflict, Refused
from portal.inviting.invitations import tells_in_confidence
from portal.models.audit import AuditEntry
from portal.models.base import db
from portal.models.organisations import Exclusion, ProfileFact
from portal.models.surveys import Submission
from portal.organisations.profiles import Source, get_profile, set_fact
from portal.surveys.amending import begin_amending
from portal.surveys.behalf import leave_to_organisation, start_entering, why_not
from portal.surveys.channels import last_entered
from portal.surveys.differences import describe_differences
from portal.surveys.exports import answers_csv, dictionary_csv
from portal.surveys.papers import paper_of
from portal.surveys.responses import send_response, start_response
from portal.surveys.service import close_survey, create_survey, open_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import QUESTIONS, a_draft, save
from tests.portal.surveys.promised import a_promising_survey, answered

THEMES = {"play": "most", "sport": "none"}


@pytest.fixture
def ada(survey):
    return make.a_person("ada@example.org", "Ada Okoro")


def enter(survey, club, person, channel="telephone", **answers):
    """Enter answers for an organisation, not sent yet."""
    response = start_entering(survey, club, channel, person)
    save(response, **answers)
    return response


def send_entered(response, told_by="Kim Kite", key="key"):
    return send_response(
        response,
        send_key=key,
        revision=response.revision,
        answered_by=told_by,
        audience="coordinators",
    )


def test_what_is_entered_says_how_it_was_told_and_who_entered_it(survey, club, ada):
    response = enter(survey, club, ada, themes=THEMES, staff=3)
    assert send_entered(response)
    assert (response.state, response.channel) == ("sent", "telephone")
    assert (response.entered_by, response.answered_by) == (ada.id, "Kim Kite")
    fact = get_profile(club).facts["staff"]
    assert (fact.value, fact.source) == (3, "on_behalf")
    assert fact.stated_by == "Kim Kite, by telephone, entered by Ada Okoro"
    assert fact.source_ref.startswith(f"response:{response.public_id}:")


def test_what_an_organisation_said_itself_is_asked_about_and_not_replaced(survey, club, ada):
    set_fact(club, "staff", 5, Source("typed", "", "Kim Kite"))
    response = enter(survey, club, ada, themes=THEMES, staff=3)
    assert send_entered(response)
    assert get_profile(club).value("staff") == 5
    assert [one.told for one in describe_differences(response)] == [["3"]]


def test_the_table_of_answers_says_how_they_came(survey, club, ada):
    send_entered(enter(survey, club, ada, "paper", themes=THEMES))
    response = a_draft(survey, make.a_participation(survey.partnership), themes=THEMES)
    send_response(response, send_key="b", revision=response.revision, answered_by="Sam")
    lines = list(csv.DictReader(StringIO(answers_csv(survey))))
    assert [line["channel"] for line in lines] == ["On paper", "Online"]
    assert [line["entered_by"] for line in lines] == ["Ada Okoro", ""]


def test_who_entered_stays_where_the_organisation_changes_a_word_afterwards(survey, club, ada):
    response = enter(survey, club, ada, themes=THEMES, staff=3)
    send_entered(response)
    begin_amending(response)
    save(response, name="We play")
    assert send_response(response, send_key="own", revision=response.revision, answered_by="Sam")
    query = sa.select(Submission).order_by(Submission.number)
    first, second = db.session.scalars(query)
    assert (first.channel, first.entered_by) == ("telephone", ada.id)
    assert (second.channel, second.entered_by) == ("online", None)
    assert last_entered(response) is first
    (line,) = csv.DictReader(StringIO(answers_csv(survey)))
    assert (line["channel"], line["entered_by"]) == ("Online", "Ada Okoro")
    assert "Who entered answers" in dictionary_csv(survey)


def test_what_is_only_for_the_engine_is_neither_asked_nor_kept(survey, club, ada):
    response = enter(survey, club, ada, themes=THEMES)
    asked = {row.question.id for row in paper_of(response, "coordinators").rows()}
    assert "apart" in {row.question.id for row in paper_of(response).rows()}
    assert asked == {"name", "staff", "themes", "partners"}
    assert send_entered(response)
    assert "apart" not in response.answers
    assert db.session.scalars(sa.select(Exclusion)).all() == []


def test_nobody_is_asked_on_behalf_how_far_they_trust(survey, club, ada):
    others = QUESTIONS["sections"][-1]
    trust = {"kind": "trust", "id": "trust", "label": "Trust?", "visibility": "engine"}
    asked = {**others, "questions": [others["questions"][0], {**trust, "of": "partners"}]}
    network = create_survey(survey.partnership, "Network", {**QUESTIONS, "sections": [asked]})
    open_survey(network)
    owl = make.a_participation(survey.partnership, name="Owl Play")
    response = enter(network, club, ada, partners={"picked": [owl.slug]})
    own = {row.question.id for row in paper_of(response).rows()}
    told = {row.question.id for row in paper_of(response, "coordinators").rows()}
    assert (own, told) == ({"partners", "trust"}, {"partners"})
    paper, page = paper_of(response, "coordinators"), None
    page = paper.page(paper.parts[0].section.id)
    while page is not None:
        assert "trust" not in {question.id for question in page.questions}
        page = paper.after(page)
    assert send_entered(response)
    assert "trust" not in response.answers


def test_a_question_for_the_engine_that_must_be_answered_holds_no_coordinator(app, ada, survey):
    sections = [*QUESTIONS["sections"]]
    secret = {"kind": "text", "id": "secret", "label": "Between us", "visibility": "engine"}
    sections[-1] = {**sections[-1], "questions": [{**secret, "required": True}]}
    strict = create_survey(survey.partnership, "Strict", {**QUESTIONS, "sections": sections})
    open_survey(strict)
    club = make.a_participation(survey.partnership, name="Owl Play")
    response = enter(strict, club, ada, themes=THEMES)
    with pytest.raises(Refused):
        send_response(response, send_key="k", revision=response.revision, answered_by="Kim")
    assert send_entered(response)


def test_nobody_enters_over_an_organisation_that_has_begun(survey, club, ada):
    a_draft(survey, club, name="Ours")
    with pytest.raises(Refused, match="has begun to answer itself"):
        start_entering(survey, club, "paper", ada)


def test_a_link_that_was_opened_and_nothing_saved_is_no_beginning(survey, club, ada):
    start_response(survey, club)
    assert start_entering(survey, club, "paper", ada).entered_by == ada.id


def test_nobody_enters_over_what_was_sent(survey, club, ada):
    response = a_draft(survey, club, themes=THEMES)
    send_response(response, send_key="k", revision=response.revision, answered_by="Kim")
    with pytest.raises(Refused, match="have been sent"):
        start_entering(survey, club, "paper", ada)
    begin_amending(response)
    with pytest.raises(Refused, match="have been sent"):
        start_entering(survey, club, "paper", ada)


def test_somebody_who_begins_at_that_moment_is_not_written_over(survey, club, ada, monkeypatch):
    response = start_response(survey, club)
    db.session.commit()
    asked = []

    def saved_meanwhile(at, found):
        asked.append(found)
        if len(asked) == 1:
            return ""
        found.saved_at = found.created_at
        return why_not(at, found)

    monkeypatch.setattr("portal.surveys.behalf.why_not", saved_meanwhile)
    with pytest.raises(Conflict, match="began to answer just now"):
        start_entering(survey, club, "paper", ada)
    assert len(asked) == 2
    assert response.channel == "online"


def test_another_coordinator_can_carry_on(survey, club, ada):
    enter(survey, club, ada, name="We play")
    bo = make.a_person("bo@example.org", "Bo")
    response = start_entering(survey, club, "paper", bo)
    assert (response.entered_by, response.answers) == (bo.id, {"name": "We play"})


def test_a_channel_that_there_is_not_is_refused(survey, club, ada):
    for channel in ("online", "pigeon", ""):
        with pytest.raises(Refused, match="how the organisation told you"):
            start_entering(survey, club, channel, ada)


def test_nobody_enters_anonymous_answers_or_after_the_close(survey, club, ada):
    loose = a_promising_survey("anonymous", survey.partnership)
    with pytest.raises(Refused, match="would know whose they are"):
        start_entering(loose, club, "paper", ada)
    close_survey(survey)
    with pytest.raises(Refused, match="takes no answers now"):
        start_entering(survey, club, "paper", ada)


def test_left_to_the_organisation_a_draft_is_its_own_with_what_was_entered(survey, club, ada):
    response = enter(survey, club, ada, name="We play")
    assert leave_to_organisation(response, person_id=ada.id)
    assert (response.channel, response.entered_by) == ("online", None)
    assert response.answers == {"name": "We play"}
    assert not leave_to_organisation(response)
    with pytest.raises(Refused, match="has begun to answer itself"):
        start_entering(survey, club, "paper", ada)


def test_what_the_organisation_sends_itself_is_its_own_whoever_began_it(survey, club, ada):
    response = enter(survey, club, ada, themes=THEMES, staff=3)
    assert send_response(response, send_key="k", revision=response.revision, answered_by="Kim")
    assert (response.channel, response.entered_by) == ("online", None)
    assert get_profile(club).facts["staff"].source == "response"


def test_the_organisation_changes_what_was_entered_and_it_is_then_its_own_word(survey, club, ada):
    response = enter(survey, club, ada, themes=THEMES, staff=3)
    send_entered(response)
    begin_amending(response)
    save(response, staff=4)
    assert send_response(response, send_key="2", revision=response.revision, answered_by="Kim")
    fact = get_profile(club).facts["staff"]
    assert (fact.value, fact.source, fact.stated_by) == (4, "response", "Kim")
    assert response.channel == "online"
    assert db.session.scalar(sa.select(sa.func.count(Submission.id))) == 2


def test_entering_is_in_the_trail(survey, club, ada):
    response = enter(survey, club, ada)
    leave_to_organisation(response, person_id=ada.id)
    entries = db.session.scalars(sa.select(AuditEntry).filter_by(person_id=ada.id)).all()
    assert [entry.action for entry in entries] == [
        "began to enter answers for an organisation",
        "left answers to the organisation",
    ]
    assert entries[0].detail == {"organisation": club.slug, "channel": "telephone"}


def test_confidential_answers_can_be_entered_and_no_profile_learns_of_it(survey, ada):
    confidential = a_promising_survey("confidential", survey.partnership)
    club = make.a_participation(survey.partnership, name="Owl Play")
    response = enter(confidential, club, ada, words="A hall", staff=3)
    assert not tells_in_confidence(confidential, club)
    assert send_entered(response)
    assert db.session.scalars(sa.select(ProfileFact)).all() == []
    for number in range(4):
        answered(confidential, f"Club {number}")
    close_survey(confidential)
    assert "telephone" not in answers_csv(confidential)


def test_what_the_organisation_adds_for_the_engine_alone_shuts_the_door(survey, club, ada):
    other = make.a_participation(survey.partnership, name="Owl Play")
    response = enter(survey, club, ada, name="We play")
    assert not tells_in_confidence(survey, club)
    save(response, apart={"picked": [other.slug]})
    assert tells_in_confidence(survey, club)
