"""More of what people complain of in other survey tools: leaks, screen readers, spreadsheets."""

import csv
import io
import re

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response
from portal.surveys.exports import answers_csv, dictionary_csv
from portal.surveys.responses import send_response
from portal.surveys.service import close_survey, create_survey, open_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, a_link
from tests.portal.surveys.promised import a_promising_survey, answered

PAIR = [{"key": "hub", "label": "A hub"}, {"key": "lead", "label": "A lead body"}]
ORDERED = {
    "id": "ordered",
    "title": "=HYPERLINK(1)",
    "sections": [
        {
            "id": "one",
            "title": "One",
            "questions": [
                {"kind": "matrix", "id": "views", "label": "How well would each fit?",
                 "visibility": "members", "items": PAIR,
                 "options": [{"key": "yes", "label": "Well"}, {"key": "no", "label": "Badly"}]},
                {"kind": "ranking", "id": "order", "label": "Which first?",
                 "visibility": "members", "items": PAIR},
                {"kind": "text", "id": "words", "label": "=1+1 Žluťoučký?",
                 "visibility": "members"},
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
def survey(app):
    survey = create_survey(make.a_partnership(), "Ordered", ORDERED)
    open_survey(survey)
    return survey


def a_page(client, survey):
    token = a_link(survey, make.a_participation(survey.partnership, name="Kite Club"))
    db.session.commit()
    return client.get(f"{client.post(f'/link/{token}').location}part/one").text


def test_rows_and_rankings_need_no_mouse_and_each_box_has_its_words(client, survey):
    """formbricks#3828 and #3768: a matrix and a ranking that no screen reader could use."""
    page = a_page(client, survey)
    boxes = re.findall(r'<(?:input|textarea)\b[^>]*\bid="(q_[^"]+)"', page)
    labels = set(re.findall(r'<label\b[^>]*\bfor="([^"]+)"', page))
    labels |= set(re.findall(r'<label\b[^>]*><input\b[^>]*\bid="([^"]+)"', page))
    assert len([box for box in boxes if box.startswith("q_views")]) == 4
    assert len([box for box in boxes if box.startswith("q_order")]) >= 2
    assert set(boxes) <= labels
    assert page.count("<legend") == 2, "one for each row"
    assert page.count('role="group"') >= 2, "one for all rows, and one for the ranking"
    assert "draggable" not in page


def test_a_sheet_reads_letters_as_they_are_and_runs_none_of_them(survey):
    """getodk/central#752 and onadata PR 3024: garbled letters, formulas in cells and in titles."""
    draft = a_draft(survey, words="=cmd|' /C calc'!A0 Žluť")
    send_response(draft, send_key="k", revision=draft.revision, answered_by="=SUM(1)")
    tables = [answers_csv(survey), dictionary_csv(survey)]
    assert all(table.startswith("\ufeff") for table in tables)
    cells = [cell for table in tables for line in read(table) for cell in line]
    assert "'=cmd|' /C calc'!A0 Žluť" in cells
    assert any(cell.startswith("'=1+1 Žluťoučký?") for cell in cells)
    assert [cell for cell in cells if cell[:1] in set("=+-@")] == []


def read(table):
    return list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))


def test_anonymous_answers_lead_back_to_nobody(app):
    """LimeSurvey PR 2091 and 4389: anonymous answers could be matched with who had taken part."""
    survey = a_promising_survey("anonymous")
    names = [f"Club {letter}" for letter in "ABCDE"]
    keys = {answered(survey, name).public_id for name in names}
    close_survey(survey)
    db.session.commit()
    table = answers_csv(survey)
    assert [name for name in names if f"The words of {name}" not in table] == []
    kept = db.session.scalars(sa.select(Response)).all()
    assert {one.public_id for one in kept} == keys
    assert [(one.answers, one.answered_by) for one in kept] == [({}, "")] * 5
    heads = read(table)[0]
    assert not {"organisation", "organisation_name", "sent_at"} & set(heads)


def test_branches_of_a_survey_share_their_columns(app):
    """decidim#8709: each branch had columns of its own."""
    branch = {
        "id": "branch",
        "title": "Branch",
        "sections": [
            {"id": "one", "title": "One", "questions": [
                {"kind": "yes_no", "id": "paid", "label": "Staff?", "visibility": "members"},
                {"kind": "number", "id": "staff", "label": "How many?", "visibility": "members",
                 "show_if": "paid = yes"},
            ]},
            {"id": "two", "title": "Two", "questions": [
                {"kind": "text", "id": "more", "label": "More?", "visibility": "members"},
            ]},
        ],
    }  # fmt: skip
    survey = create_survey(make.a_partnership(), "Branch", branch)
    open_survey(survey)
    for n, answers in enumerate(({"paid": "yes", "staff": 3}, {"paid": "no"}, {"paid": "yes"})):
        club = make.a_participation(survey.partnership, name=f"Club {n}")
        draft = a_draft(survey, club, **answers)
        send_response(draft, send_key=f"k{n}", revision=draft.revision, answered_by="Kim")
    heads, *lines = read(answers_csv(survey))
    asked = [head for head in heads if head in {"paid", "staff", "more"}]
    assert sorted(asked) == ["more", "paid", "staff"]
    told = sorted(line[heads.index("staff")] for line in lines)
    assert told == ["(not answered)", "(not asked)", "3"]
