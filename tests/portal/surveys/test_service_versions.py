"""Versions of a survey: what may change while answers are there, and what stays for good."""

import csv
import json
from copy import deepcopy
from io import StringIO
from threading import Thread
from time import sleep

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from portal.errors import Conflict, NotThere, Refused
from portal.models.audit import AuditEntry
from portal.models.base import db
from portal.models.organisations import Participation
from portal.models.people import Person
from portal.models.surveys import Response, Survey, SurveyVersion
from portal.surveys import versions
from portal.surveys.exports import answers_csv, dictionary_csv
from portal.surveys.modes import set_mode
from portal.surveys.questionnaires import definition_of
from portal.surveys.responses import start_response
from portal.surveys.service import create_survey, current_version, open_survey, publish
from survey import Definition, check_definition, read_definition
from tests.portal import factories as make
from tests.portal.surveys.factories import QUESTIONS, a_draft, a_survey, send, two_themes


def changed(**questions):
    """The small survey with some settings of its questions otherwise."""
    document = deepcopy(QUESTIONS)
    for section in document["sections"]:
        for question in section["questions"]:
            question.update(questions.get(question["id"], {}))
    return read_definition(json.dumps(document))


REWORDED = {"name": {"label": "What do you do, in a few words?"}}
UNSAFE = {"staff": {"unit": "full-time"}}


def publish_next(survey, definition, **wishes):
    base = current_version(survey).number
    return versions.publish_step(survey, definition, **{"base": base, "note": "n", **wishes})


def table(text):
    heading, *lines = csv.reader(StringIO(text.removeprefix("\ufeff")))
    return [dict(zip(heading, line, strict=True)) for line in lines]


def test_the_list_says_who_published_when_why_and_how_many_responses_are_on_it(app):
    survey = a_survey()
    ada = make.a_person("ada@example.org", "Ada")
    a_draft(survey, name="We play")
    publish_next(survey, changed(**REWORDED), note="Clearer", person_id=ada.id)
    start_response(survey, make.a_participation(survey.partnership, name="Owl Play"))
    start_response(survey, make.a_participation(survey.partnership, name="Third"))
    found = versions.list_versions(survey)
    assert [(one.version.number, one.version.note, one.by, one.responses) for one in found] == [
        (2, "Clearer", "Ada", 2),
        (1, "", "", 1),
    ]


def test_a_safe_change_is_published_while_people_answer_and_they_go_on_with_theirs(app):
    survey = a_survey()
    draft = a_draft(survey, name="We play", themes={"play": "most"})
    version = publish_next(survey, changed(**REWORDED))
    assert (draft.version.number, version.number) == (1, 2)
    send(draft)
    assert draft.version.number == 1
    entry = db.session.query(AuditEntry).filter_by(action="published a version").one()
    assert entry.detail["unsafe"] == 0


def test_an_unsafe_change_is_refused_once_somebody_has_begun_and_nothing_is_published(app):
    survey = a_survey()
    a_draft(survey)
    with pytest.raises(Refused, match="Somebody has begun"):
        publish_next(survey, changed(**UNSAFE))
    assert current_version(survey).number == 1


def test_before_anybody_has_begun_everything_may_change(app):
    survey = a_survey()
    assert publish_next(survey, changed(**UNSAFE)).number == 2


def test_a_version_that_would_be_refused_by_now_can_be_answered_for_good(app):
    document = deepcopy(QUESTIONS)
    document["sections"][0]["questions"][0]["show_if"] = "staff > 0"
    document["intro"] = "Hello {staff}"
    assert check_definition(json.dumps(document)), "the premise: it looks ahead"
    survey = create_survey(
        make.a_partnership(), "Old", Definition.model_validate_json(json.dumps(document))
    )
    open_survey(survey)
    two_themes(survey.partnership)
    draft = a_draft(survey, staff=3, name="We play", themes={"play": "most"})
    assert send(draft)
    assert draft.answers["name"] == "We play"


def test_the_same_definition_makes_no_version(app):
    survey = a_survey()
    with pytest.raises(Refused, match="Nothing in this file"):
        publish_next(survey, changed())


def test_two_coordinators_do_not_publish_over_each_other(app):
    survey = a_survey()
    publish_next(survey, changed(**REWORDED))
    with pytest.raises(Conflict, match="Version 2 was published meanwhile"):
        publish_next(survey, changed(name={"label": "Name?"}), base=1)


def test_what_a_version_changed_can_be_read_later(app):
    survey = a_survey()
    first = current_version(survey)
    second = publish_next(survey, changed(**REWORDED))
    assert versions.changes_in(first) == []
    assert [change.place for change in versions.changes_in(second)] == [
        "sections[0].questions[0].label"
    ]


def test_the_file_of_a_version_is_read_in_again_as_the_same(app):
    version = current_version(a_survey())
    assert read_definition(versions.as_file(version)) == definition_of(version)


def test_a_version_of_another_survey_is_not_there(app):
    survey = a_survey()
    with pytest.raises(NotThere):
        versions.get_version(survey, 2)


def test_a_copy_asks_the_same_promises_the_same_and_has_nothing_of_the_answers(app):
    survey = a_survey(opened=False)
    publish_next(survey, changed(apart={"visibility": "engine", "retired": True}, **REWORDED))
    set_mode(survey, "confidential")
    open_survey(survey)
    a_draft(survey, name="We play")
    copy = versions.copy_survey(survey, "Spring survey")
    assert (copy.title, copy.state, copy.mode) == ("Spring survey", "draft", "confidential")
    asked = definition_of(current_version(copy))
    assert asked.sections == definition_of(current_version(survey)).sections
    assert [one.responses for one in versions.list_versions(copy)] == [0]


def test_nothing_of_a_retired_question_or_option_is_lost_in_the_table_of_answers(app):
    document = deepcopy(QUESTIONS)
    document["sections"][0]["questions"].append({
        "kind": "single", "id": "place", "label": "Where?", "visibility": "members",
        "options": [{"key": key, "label": key} for key in ("hall", "park", "school")],
    })  # fmt: skip
    survey = a_survey(opened=False)
    publish(survey, document)
    open_survey(survey)
    first = a_draft(survey, name="We play", staff=3, themes={"play": "most"},
                    place={"choice": "hall"})  # fmt: skip
    send(first)
    later = deepcopy(document)
    asked = later["sections"][0]["questions"]
    asked[1]["retired"] = asked[2]["options"][0]["retired"] = True
    asked.insert(0, {"kind": "yes_no", "id": "new", "label": "New?", "visibility": "members"})
    publish_next(survey, read_definition(json.dumps(later)))
    second = a_draft(survey, make.a_participation(survey.partnership, name="Owl Play"),
                     name="We sing", new="yes", themes={"play": "most"},
                     place={"choice": "park"})  # fmt: skip
    send(second)
    rows = table(answers_csv(survey))
    told = [(row["version"], row["staff"], row["place"], row["new"]) for row in rows]
    assert told == [("2", "3", "hall", "(not asked)"), ("3", "(not asked)", "park", "yes")]
    described = {row["column"]: row for row in table(dictionary_csv(survey))}
    assert "hall = hall" in described["place"]["codes"]
    assert described["staff"]["question"] == "How many paid staff?"


@pytest.mark.parametrize("column", ["definition", "number"])
def test_no_statement_changes_what_was_published_not_even_one_about_all_versions(app, column):
    survey = a_survey()
    db.session.commit()
    before = current_version(survey).definition
    other = {"definition": {"id": "other"}, "number": 7}[column]
    with pytest.raises(DatabaseError, match="stays as it is"):
        db.session.execute(sa.update(SurveyVersion).values({column: other}))
    db.session.rollback()
    assert current_version(survey).definition == before


def test_who_published_a_version_may_be_forgotten(app):
    survey = a_survey()
    ada = make.a_person("ada@example.org", "Ada")
    publish_next(survey, changed(**REWORDED), person_id=ada.id)
    db.session.commit()
    db.session.execute(sa.delete(Person).where(Person.id == ada.id))
    assert [one.by for one in versions.list_versions(survey)] == ["", ""]


def test_who_begins_while_a_version_is_being_published_begins_on_that_one(app):
    survey = a_survey()
    club = make.a_participation(survey.partnership, name="Kite Club")
    db.session.commit()
    publish_next(survey, changed(**UNSAFE))
    begun = Thread(target=begin, args=(app, survey.id, club.id))
    begun.start()
    sleep(0.3)
    db.session.commit()
    begun.join()
    assert db.session.scalars(sa.select(Response)).one().version.number == 2


def begin(app, survey_id, participation_id):
    """Begin to answer in a transaction of one's own."""
    with app.app_context():
        survey = db.session.get_one(Survey, survey_id)
        start_response(survey, db.session.get_one(Participation, participation_id))
        db.session.commit()


def test_the_title_of_a_copy_is_not_told_in_the_words_of_another_language_for_the_old_one(app):
    welsh = {"title": "Arolwg", "questions.name.label": "Beth?"}
    survey = a_survey(opened=False)
    publish(survey, {**QUESTIONS, "translations": {"cy": welsh}})
    copy = versions.copy_survey(survey, "Spring survey")
    words = definition_of(current_version(copy)).translations["cy"]
    assert words == {"questions.name.label": "Beth?"}
    assert definition_of(current_version(survey)).translations["cy"] == welsh
