"""A coordinator sees what a language lacks, sends a file to a translator, and publishes theirs."""

import io
import re

import pytest

from portal.models.base import db
from portal.surveys.questionnaires import definition_of, languages_in
from portal.surveys.service import create_survey, current_version
from tests.portal.pages import text
from tests.portal.surveys.welsh import in_welsh

BASE = "/p/hillside/surveys/autumn-survey"
PLACE = "questions.staff.label"
WORDS = "place,original,translation\n{},How many paid staff?,Faint o staff cyflogedig?\n"


@pytest.fixture
def survey(partnership, coordinator):
    survey = create_survey(partnership, "Autumn survey", in_welsh(without={PLACE}))
    db.session.commit()
    return survey


def send(client, content, code="cy"):
    data = {"file": (io.BytesIO(content.encode()), "words.csv")}
    return client.post(f"{BASE}/languages/{code}", data=data, content_type="multipart/form-data")


def test_the_survey_leads_to_its_languages(client, survey):
    assert f'href="{BASE}/languages"' in text(client.get(BASE))
    page = text(client.get(f"{BASE}/languages"))
    for words in ("The survey is written in it", "Welsh", "Cymraeg", "Not offered yet", "1 of "):
        assert words in page


def test_each_missing_text_stands_there_with_its_place_and_words(client, survey):
    page = text(client.get(f"{BASE}/languages/cy"))
    assert PLACE in page
    assert "How many paid staff?" in page
    assert "no Welsh speaker has read them yet" in page
    assert "Buttons, error messages" in text(client.get(f"{BASE}/languages/pl"))


def test_a_language_is_begun_from_a_list(client, survey):
    assert client.post(f"{BASE}/languages", data={"code": "pl"}).location == f"{BASE}/languages/pl"
    assert "Choose a language" in text(client.post(f"{BASE}/languages", data={"code": ""}))
    assert "Not a valid choice" in text(client.post(f"{BASE}/languages", data={"code": "cy"}))
    for code in ("en", "welsh", "PL"):
        assert client.get(f"{BASE}/languages/{code}").status_code == 404


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_texts_are_a_file_for_the_translator(client, survey, form):
    answer = client.get(f"{BASE}/languages/cy.{form}")
    assert f"filename=autumn-survey-words-cy.{form}" in answer.headers["Content-Disposition"]
    assert PLACE in text(answer)
    assert client.get(f"{BASE}/languages/cy.xml").status_code == 404


def test_a_translators_file_is_looked_at_and_published_as_a_version(client, survey):
    seen = send(client, WORDS.format(PLACE)).location
    page = text(client.get(seen))
    assert "The words in other languages" in page
    assert languages_in(current_version(survey)) == ("en",)
    base = re.search(r'name="base"[^>]*value="(\d+)"', page).group(1)
    assert client.post(seen, data={"note": "Welsh", "base": base}).status_code == 302
    version = current_version(survey)
    assert (version.number, languages_in(version)) == (2, ("en", "cy"))
    assert definition_of(version, "cy").question("staff").label == "Faint o staff cyflogedig?"
    assert "Offered" in text(client.get(f"{BASE}/languages"))


def test_on_a_fault_nothing_is_kept_and_the_row_is_named(client, app, survey):
    folder = app.config["INSTANCE"] / "definitions" / str(survey.id)
    before = list(folder.glob("*"))
    page = text(send(client, WORDS.format("questions.<b>.label")))
    assert "Nothing was kept." in page
    assert "row 2" in page
    assert "‘questions.&lt;b&gt;.label’ is the place of no text" in page
    assert list(folder.glob("*")) == before


def test_a_file_that_cannot_be_read_is_told_at_its_field(client, survey):
    assert "There is no column “place”" in text(send(client, "a,b\n1,2\n"))
    assert "Choose a file" in text(client.post(f"{BASE}/languages/cy"))
    assert "larger than 2 MB" in text(send(client, "x" * 2_100_000))
