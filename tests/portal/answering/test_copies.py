"""Copies of answers to keep: a tagged PDF and a text, in which every word is only a word."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from portal.answering import portable
from portal.answering.portable import LAYOUT, printable, typeset
from portal.models.base import db
from portal.models.surveys import Response
from portal.surveys.service import create_survey, open_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import QUESTIONS, a_link, a_survey, save

HOSTILE = (
    '#panic("x") \\ $x$ *bold* _it_ @ref <label> `raw` [a] ]} // c /* "q" = h #{1+1} #sys.inputs'
)


@pytest.fixture
def desk(client, app):
    survey = a_survey(title="Autumn #survey")
    club = make.a_participation(survey.partnership, name="Kite *Club*")
    token = a_link(survey, club)
    db.session.commit()
    return client.post(f"/link/{token}").location


def answer(**answers):
    response = db.session.scalar(sa.select(Response))
    save(response, **answers)
    db.session.commit()
    return response


def read(client, desk):
    made = client.get(f"{desk}copy.pdf")
    assert (made.status_code, made.mimetype) == (200, "application/pdf")
    assert made.headers["Content-Disposition"] == "attachment; filename=our-answers.pdf"
    return PdfReader(BytesIO(made.data))


def words(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_a_copy_as_pdf_holds_all_answers_and_who_sees_each(client, desk):
    answer(name="We play", staff=3)
    text = words(read(client, desk))
    for part in ("Kite *Club*", "About you", "What do you do?", "We play", "Not known yet"):
        assert part in text
    assert "Not sent yet, saved" in text
    shown = client.get(f"{desk}copy.txt").get_data(as_text=True)
    seen_by = {line.strip(" ()") for line in shown.splitlines() if line.startswith("    (")}
    assert len(seen_by) > 1
    for sentence in seen_by:
        assert sentence in text


def test_it_has_a_title_a_language_and_tags_for_a_screen_reader(client, desk):
    answer(name="We play")
    pdf = read(client, desk)
    root = pdf.trailer["/Root"]
    assert pdf.metadata.title == "Autumn #survey"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


def test_what_is_written_is_never_read_as_markup(client, desk):
    answer(name=HOSTILE)
    text = words(read(client, desk))
    assert " ".join(HOSTILE.split()) in text


def test_letters_that_no_font_has_still_give_a_copy(client, desk):
    answer(name="We play 👩‍👩‍👧 \U0001fae8")
    text = words(read(client, desk))
    assert "We play" in text
    assert "shown as boxes" in text


def test_a_copy_is_in_the_language_of_the_survey(client, app):
    survey = create_survey(make.a_partnership(), "Arolwg", {**QUESTIONS, "language": "cy"})
    open_survey(survey)
    token = a_link(survey, make.a_participation(survey.partnership, name="Clwb"))
    db.session.commit()
    desk = client.post(f"/link/{token}").location
    assert read(client, desk).trailer["/Root"]["/Lang"] == "cy"


@pytest.mark.parametrize("language", ['"', "english", "cy", "../cy", "en\n#panic()"])
def test_a_language_that_the_survey_does_not_have_is_not_that_of_the_copy(client, desk, language):
    answer(name="We play").language = language[:12]
    db.session.commit()
    assert read(client, desk).trailer["/Root"]["/Lang"] == "en"


def test_answers_that_are_too_long_are_kept_as_text(client, desk, monkeypatch):
    answer(name="We play")
    monkeypatch.setattr(portable, "MOST_LETTERS", 100)
    made = client.get(f"{desk}copy.pdf")
    assert made.status_code == 413
    assert "Save the copy as text instead" in made.get_data(as_text=True)


def test_lines_stay_lines_and_no_character_turns_the_rest_around():
    assert printable("one\r\ntwo\x00\u202ethree\x1b") == "one\ntwothree"


def test_the_layout_reads_no_file_and_loads_no_package():
    layout = LAYOUT.decode()
    for reading in ("#import", "#include", "read(", "image(", "plugin(", "@preview"):
        assert reading not in layout


def test_pages_have_numbers():
    row = {"label": "A question", "answered": True, "lines": ["word " * 40], "sees": "Nobody"}
    data = {
        "title": "Title",
        "organisation": "Club",
        "description": "A copy",
        "foot": "Foot",
        "language": "en",
        "moment": "Now.",
        "notice": "For you.",
        "unknown": "Not known yet",
        "sections": [{"title": "Part", "rows": [row] * 60}],
    }
    pages = PdfReader(BytesIO(typeset(data, ["ua-1"]))).pages
    assert len(pages) > 1
    assert f"2 of {len(pages)}" in pages[1].extract_text()
