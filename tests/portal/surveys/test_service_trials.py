"""Trials of a survey are rows of their own: nothing that counts answers can meet them."""

from portal.inviting.tracking import count_rows, list_rows
from portal.models.base import db
from portal.models.surveys import Trial
from portal.surveys.exports import answers_csv
from portal.surveys.service import publish
from portal.surveys.trials import empty_trial, rehearsal_of, save_trial, trial_paper
from tests.portal import factories as make
from tests.portal.surveys.factories import QUESTIONS, a_survey

CANARY = "a canary in a trial"


def rows_everywhere():
    """Everything in the database, table by table, as text."""
    tables = db.metadata.sorted_tables
    return {table.name: str(db.session.execute(table.select()).all()) for table in tables}


def test_a_trial_keeps_what_was_typed_for_one_person_and_one_version(app):
    survey, ada = a_survey(), make.a_person("ada@example.org")
    save_trial(survey, ada, {"name": CANARY})
    save_trial(survey, ada, {"staff": 3})
    assert rehearsal_of(survey, ada).answers == {"name": CANARY, "staff": 3}
    assert rehearsal_of(survey, make.a_person("bo@example.org")).answers == {}
    publish(survey, {**QUESTIONS, "title": "Reworded"})
    assert rehearsal_of(survey, ada).answers == {}


def test_nothing_of_a_trial_is_in_any_other_table_count_file_or_tracker(app):
    survey, ada = a_survey(), make.a_person("ada@example.org")
    make.a_participation(survey.partnership, name="Kite Club")
    before, counts = rows_everywhere(), count_rows(list_rows(survey))
    values = {"name": CANARY, "staff": 3, "themes": {"play": "most"}, "apart": {"picked": []}}
    save_trial(survey, ada, values)
    after = rows_everywhere()
    assert [name for name in after if after[name] != before[name]] == ["trials"]
    assert count_rows(list_rows(survey)) == counts
    assert CANARY not in answers_csv(survey)


def test_starting_again_forgets_ones_own_trial_of_this_survey_alone(app):
    survey, ada, bo = a_survey(), make.a_person("ada@example.org"), make.a_person("bo@example.org")
    other = a_survey(make.a_partnership("valley", "Valley"))
    for person, one in ((ada, survey), (bo, survey), (ada, other)):
        save_trial(one, person, {"name": CANARY})
    empty_trial(survey, ada)
    left = db.session.query(Trial).all()
    assert {(one.person_id, one.version.survey_id) for one in left} == {
        (bo.id, survey.id),
        (ada.id, other.id),
    }


def test_the_paper_of_a_trial_knows_nobody_and_applies_the_rules(app):
    survey, ada = a_survey(), make.a_person("ada@example.org")
    paper = trial_paper(rehearsal_of(survey, ada))
    assert paper.context.known == {}
    assert [problem.question_id for problem in paper.problems] == ["themes"]
