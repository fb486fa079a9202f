"""Sending anonymous answers cuts them loose; no row, key, time or order leads back."""

from itertools import pairwise

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError

from portal.answering.receipts import send_receipt
from portal.errors import Conflict, Refused
from portal.inviting.invitations import invite
from portal.models.audit import AuditEntry
from portal.models.base import Base, db
from portal.models.days import day_of, today
from portal.models.surveys import Response, Submission, anonymous_answers
from portal.organisations.profiles import Source, get_profile, set_fact
from portal.surveys.amending import begin_amending
from portal.surveys.anonymous import cut_loose
from portal.surveys.exports import answers_csv
from portal.surveys.opening import start_of
from portal.surveys.questionnaires import context_for
from portal.surveys.reading import list_nameless
from portal.surveys.responses import take_response
from portal.surveys.service import close_survey, publish
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, save, send, sending
from tests.portal.surveys.promised import PLAIN, a_promising_survey, answered, loose


@pytest.fixture
def survey(app):
    return a_promising_survey("anonymous")


def tables():
    return Base.metadata.sorted_tables


def reached_from(name):
    """Name all tables to which the keys of a table lead, by however many steps."""
    found, left = set(), [name]
    while left:
        for key in Base.metadata.tables[left.pop()].foreign_keys:
            if key.column.table.name not in found:
                found.add(key.column.table.name)
                left.append(key.column.table.name)
    return found


def test_no_key_leads_from_anonymous_answers_to_anybody_or_from_anybody_to_them():
    assert reached_from("anonymous_answers") == {"surveys", "partnerships"}
    assert not [table.name for table in tables() if "anonymous_answers" in reached_from(table.name)]


def test_anonymous_answers_bear_no_time_and_no_number_that_counts_up():
    kinds = {column.name: column.type for column in anonymous_answers.columns}
    assert set(kinds) == {"key", "survey_id", "answers"}
    assert isinstance(kinds["key"], sa.String)
    assert [column.name for column in anonymous_answers.primary_key] == ["key"]
    assert anonymous_answers.dialect_options["sqlite"]["with_rowid"] is False
    assert all(column.default is None for column in anonymous_answers.columns)


def test_sending_leaves_a_response_that_was_sent_on_a_day_and_nothing_else(survey):
    response = answered(survey, "Kite Club", words="We want a hall", staff=3)
    db.session.expire_all()
    assert response.state == "sent"
    assert (response.answers, response.answered_by, response.language) == ({}, "", "")
    assert (response.revision, response.saved_at) == (0, None)
    assert response.sent_at == start_of(day_of(response.sent_at))
    assert [row.answers for row in loose()] == [{"words": "We want a hall", "staff": 3}]
    assert len(loose()[0].key) == 32


def test_no_submission_and_no_fact_is_made(survey):
    response = answered(survey, "Kite Club", words="We want a hall", staff=3)
    assert db.session.scalar(sa.select(sa.func.count(Submission.id))) == 0
    assert not get_profile(response.participation).facts


def test_answers_of_questions_that_are_not_asked_are_not_kept(survey):
    answered(survey, "Kite Club", words="We want a hall", gone="From another version")
    assert [row.answers for row in loose()] == [{"words": "We want a hall", "staff": None}]


def test_the_response_forgets_on_which_version_it_was_answered(app):
    survey = a_promising_survey("anonymous")
    publish(survey, {**PLAIN, "title": "Reworded"})
    response = answered(survey, "Kite Club")
    db.session.expire_all()
    assert response.version.number == 1


def everything():
    """Give every row of every table as text, by table."""
    found = {}
    for table in tables():
        rows = db.session.execute(sa.select(table)).all()
        found[table.name] = "\n".join(str(tuple(row)) for row in rows)
    return found


def test_what_was_answered_is_nowhere_else_in_the_database(survey):
    invite(survey, make.a_participation(survey.partnership, name="Owl Play"), "owl@example.org")
    response = a_draft(survey, words="canary-4d1f", staff=731_731)
    assert "canary-4d1f" in everything()["responses"], "the draft holds it, as the start page says"
    response.answered_by = "Kim canary-5e2a, as a draft of another mode may say"
    assert send(response, by="Kim canary-5e2a")
    send_receipt(response)
    db.session.flush()
    holding = {name for name, text in everything().items() if "canary-4d1f" in text}
    assert holding == {"anonymous_answers"}
    assert {name for name, text in everything().items() if "731731" in text} == {
        "anonymous_answers"
    }
    assert not [name for name, text in everything().items() if "canary-5e2a" in text]


def test_nothing_of_an_answer_names_the_response_and_nothing_else_its_key(survey):
    response = answered(survey, "Kite Club")
    kept = everything()
    for mark in (response.public_id, response.participation.slug, "Kite Club"):
        assert mark not in kept["anonymous_answers"].replace("The words of Kite Club", "")
    (row,) = loose()
    assert [name for name, text in kept.items() if row.key in text] == ["anonymous_answers"]


def places(app):
    """Give the words of all answers in the order in which the database keeps them."""
    table = "anonymous_answers"
    if db.engine.dialect.name == "postgresql":
        query = f"SELECT answers ->> 'words' FROM {table} ORDER BY ctid"
    else:
        query = f"SELECT json_extract(answers, '$.words') FROM {table}"
    return list(db.session.scalars(sa.text(query)))


def test_after_thirty_sendings_no_place_tells_which_came_when(survey, app):
    sent = [f"The words of Club {number:02}" for number in range(30)]
    for words in sent:
        answered(survey, words.removeprefix("The words of "), words=words, staff=1)
        db.session.commit()
    kept = places(app)
    assert sorted(kept) == sent
    # By chance 2 of the 29 neighbours stand together; 15 or more, once in more than 10^10 times.
    together = sum(abs(kept.index(a) - kept.index(b)) == 1 for a, b in pairwise(sent))
    assert together < 15
    drift = sum(abs(kept.index(words) - number) for number, words in enumerate(sent))
    # By chance about 300 of at most 450; less than 90, or its mirror, hardly ever.
    assert drift > 90
    assert sum(abs(29 - kept.index(words) - number) for number, words in enumerate(sent)) > 90


def test_who_sent_last_does_not_stand_last(survey, app):
    stood_last = []
    for number in range(12):
        answered(survey, f"Club {number}", words=f"Word {number}", staff=1)
        stood_last.append(places(app)[-1] == f"Word {number}")
    # The first always does; that all do is a matter of chance once in 12! times.
    assert not all(stood_last)


def test_no_hidden_number_of_the_database_tells_one_answer_from_another(survey, app):
    for number in range(6):
        answered(survey, f"Club {number}")
        db.session.commit()
    if db.engine.dialect.name == "postgresql":
        query = "SELECT count(*), count(DISTINCT xmin::text) FROM anonymous_answers"
        assert tuple(db.session.execute(sa.text(query)).one()) == (6, 1)
    else:
        with pytest.raises(OperationalError, match="rowid"):
            db.session.execute(sa.text("SELECT rowid FROM anonymous_answers"))


def test_no_time_in_any_table_is_finer_for_who_sent_than_a_day(survey, app):
    for number in range(5):
        answered(survey, f"Club {number}")
    moments = db.session.execute(sa.select(Response.sent_at, Response.saved_at)).all()
    assert {tuple(row) for row in moments} == {(start_of(today()), None)}
    trail = sa.select(AuditEntry.created_at).where(AuditEntry.action == "sent answers")
    assert list(db.session.scalars(trail)) == [start_of(today())] * 5


def test_answers_of_another_survey_stay_as_they_are(survey):
    other = a_promising_survey("anonymous", survey.partnership, "Another")
    answered(other, "Kite Club", words="Elsewhere")
    answered(survey, "Owl Play", words="Here")
    assert sorted(row.answers["words"] for row in loose()) == ["Elsewhere", "Here"]


def test_of_twelve_who_send_at_once_one_row_comes(survey, at_once):
    response = a_draft(survey, words="Once")
    assert at_once(sending(response)) == ["done"] + ["not done"] * 11
    assert [row.answers["words"] for row in loose()] == ["Once"]


def test_twelve_organisations_that_send_at_once_keep_all_twelve(survey, at_once):
    drafts = [
        a_draft(survey, make.a_participation(survey.partnership), words=f"Word {number}")
        for number in range(12)
    ]
    names = [draft.public_id for draft in drafts]
    assert at_once(lambda number: send(take_response(names[number]))) == ["done"] * 12
    assert sorted(row.answers["words"] for row in loose()) == sorted(
        f"Word {number}" for number in range(12)
    )


def test_a_sending_that_breaks_off_leaves_the_draft_whole_and_comes_once_when_repeated(survey):
    response = a_draft(survey, words="Once")
    db.session.commit()
    assert send(response)
    db.session.rollback()
    assert (response.state, response.answers) == ("draft", {"words": "Once"})
    assert loose() == []
    assert send(response)
    db.session.commit()
    assert not send(response, "another key")
    assert not cut_loose(response, {"words": "Twice"})
    assert [row.answers["words"] for row in loose()] == ["Once"]


def test_what_was_sent_can_be_neither_changed_nor_sent_again(survey):
    response = answered(survey, "Kite Club")
    with pytest.raises(Refused, match="without a name"):
        begin_amending(response)
    with pytest.raises(Conflict):
        save(response, words="More")


def test_the_database_itself_refuses_answers_beside_a_name(survey):
    response = answered(survey, "Kite Club")
    response.answers = {"words": "Back again"}
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_nothing_that_is_known_is_filled_in_beforehand(survey):
    club = make.a_participation(survey.partnership, name="Kite Club")
    set_fact(club, "staff", 5, Source("typed"))
    assert context_for(survey, club).known == {}


def test_answers_are_read_once_the_survey_has_closed_and_five_have_answered(survey):
    for number in range(4):
        answered(survey, f"Club {number}")
    with pytest.raises(Refused, match="once the survey has closed"):
        list_nameless(survey)
    close_survey(survey)
    with pytest.raises(Refused, match="once 5 organisations"):
        list_nameless(survey)
    with pytest.raises(Refused):
        answers_csv(survey)


def test_the_table_of_answers_names_nobody_and_follows_the_random_keys(survey):
    for number in range(6):
        answered(survey, f"Club {number}", words=f"=SUM({number})", staff=number)
    close_survey(survey)
    lines = answers_csv(survey).splitlines()
    assert lines[0].removeprefix("\ufeff") == "words,staff"
    by_key = [row.answers["staff"] for row in sorted(loose(), key=lambda row: row.key)]
    assert [int(line.rsplit(",")[-1]) for line in lines[1:]] == by_key
    assert "Club" not in answers_csv(survey)
    assert all(line.startswith("'=") for line in lines[1:])
