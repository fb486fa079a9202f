"""What each language lacks, and words from translators as tables and as JSON."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import NotThere, Refused
from portal.surveys import translating
from portal.surveys.modes import has_begun
from portal.surveys.questionnaires import definition_of, languages_in
from portal.surveys.service import current_version
from portal.surveys.versions import publish_step, step_to
from survey import read_definition, texts
from tests.portal.surveys.factories import QUESTIONS, a_draft
from tests.portal.surveys.welsh import MARK, a_welsh_survey, in_welsh

PLACE = "questions.staff.label"
PART = read_definition(json.dumps(in_welsh(without={PLACE})))
PLAIN = read_definition(json.dumps(QUESTIONS))


def table(*rows, head=translating.COLUMNS):
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    return text.getvalue().encode()


def cells(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def faults(content, definition=PLAIN):
    return [str(fault) for fault in translating.read_words(content, definition, "cy")[1]]


def test_a_language_is_offered_only_once_nothing_is_missing():
    english, welsh = translating.list_tongues(PART)
    assert (english.is_own, english.whole, english.missing) == (True, True, 0)
    assert (welsh.name, welsh.missing, welsh.whole, welsh.has_buttons) == (
        "Cymraeg",
        1,
        False,
        True,
    )
    assert not translating.tongue_of(PLAIN, "pl").has_buttons


@pytest.mark.parametrize("code", ["en", "EN", "welsh", "c", "c1", "../", ""])
def test_what_is_no_other_language_is_not_there(code):
    with pytest.raises(NotThere):
        translating.check_code(PLAIN, code)


def test_a_table_for_the_translator_has_every_text_and_what_there_is():
    rows = cells(translating.words_csv(PART, "cy"))
    assert rows[0] == ["place", "original", "translation"]
    assert [row[0] for row in rows[1:]] == list(texts(PART))
    assert [PLACE, "How many paid staff?", ""] in rows
    assert ["title", "A small survey", f"{MARK}A small survey"] in rows


def test_words_that_patchwork_itself_has_in_welsh_are_filled_in():
    rows = {row[0]: row for row in cells(translating.words_csv(PLAIN, "cy"))}
    assert rows["questions.apart.nobody"][2] == "Nid oes neb na allwn weithio gyda nhw"
    assert rows["title"][2] == ""


def test_a_table_that_comes_back_as_it_went_makes_the_same_words():
    words, found = translating.read_words(translating.words_csv(PART, "cy").encode(), PART, "cy")
    assert found == []
    assert words == dict(PART.translations["cy"])
    again, found = translating.read_words(translating.words_json(PART, "cy").encode(), PART, "cy")
    assert (again, found) == (words, [])


def test_no_cell_is_run_as_a_formula_and_its_words_come_back_unchanged():
    document = in_welsh()
    document["translations"]["cy"]["title"] = '=HYPERLINK("http://evil.example")'
    definition = read_definition(json.dumps(document))
    text = translating.words_csv(definition, "cy")
    assert "'=HYPERLINK" in text
    words, _ = translating.read_words(text.encode(), definition, "cy")
    assert words["title"] == '=HYPERLINK("http://evil.example")'


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).map(str.strip))
def test_any_words_come_back_from_a_table_as_they_went(words):
    if not words or "{" in words:
        return
    document = in_welsh()
    document["translations"]["cy"]["title"] = words[:400]
    definition = read_definition(json.dumps(document))
    read, _ = translating.read_words(
        translating.words_csv(definition, "cy").encode(), definition, "cy"
    )
    assert read["title"] == words[:400].strip()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["nowhere", "", "Dim"], "row 2: ‘nowhere’ is the place of no text"),
        (["title", "An older title", "Arolwg"], "row 2: ‘title’ says something else now: “A small"),
        (["title", "", "x" * 501], "row 2: ‘title’ is too long: at most 500 letters"),
        (["title", "", "Arolwg {staff}"], "row 2: ‘title’ must hold the same names"),
    ],
)
def test_a_fault_names_its_row_and_its_place(row, said):
    (found,) = faults(table(row))
    assert found.startswith(said)


def test_a_place_twice_is_told_at_the_second():
    (found,) = faults(table(["title", "", "Un"], ["title", "", "Dau"]))
    assert found == "row 3: ‘title’ stands in row 2 too. Keep one of them"


def test_lines_without_a_translation_change_nothing():
    words, found = translating.read_words(
        table(["title", "A small survey", "Arolwg"], [PLACE, "", "  "]), PART, "cy"
    )
    assert (words, found) == ({"title": "Arolwg"}, [])
    made, _ = translating.with_words(PART, "cy", words)
    assert made.translations["cy"]["title"] == "Arolwg"
    assert made.translations["cy"]["sections.about.title"] == f"{MARK}About you"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (table(["title", "", ""]), "No line of this file has a translation"),
        (table(["title", "Arolwg"], head=("place", "words")), "no column “translation”"),
        (b"{", "This is no JSON"),
        (b"[" * 100_000, "This is no JSON"),
        (b'{"language": "cy"}', "no list “texts”"),
        (b'{"language": "pl", "texts": []}', "for the language “pl”"),
        (b'{"texts": ["title"]}', "texts[0] is not a text"),
        (b'{"texts": [{"place": 1, "translation": "x"}]}', "texts[0] is not a text"),
        ("\ufeffArolwg".encode("utf-16"), "no CSV in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content, said):
    with pytest.raises(Refused, match=said.replace("[", r"\[")):
        translating.read_words(content, PLAIN, "cy")


def test_new_words_are_a_safe_version_whoever_has_begun(app):
    survey = a_welsh_survey(document=QUESTIONS)
    a_draft(survey, name="We play")
    now = definition_of(current_version(survey))
    made, found = translating.with_words(now, "pl", dict.fromkeys(texts(now), "Pl"))
    assert (found, has_begun(survey), step_to(survey, made).refusal) == ([], True, "")
    version = publish_step(survey, made, base=1, note="Polish")
    assert languages_in(version) == ("en", "cy", "pl")
