"""A coordinator schedules a survey, and takes versions of it out and in as files."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage

from portal.models.base import db
from portal.models.surveys import Survey, SurveyVersion
from portal.running.version_views import MOST_BYTES, read_file
from portal.surveys.opening import first_day, standing_of, today
from portal.surveys.questionnaires import definition_of
from portal.surveys.service import current_version
from tests.portal import factories as make
from tests.portal.pages import text
from tests.portal.surveys.factories import QUESTIONS, a_draft
from tests.portal.surveys.welsh import a_welsh_survey

pytestmark = pytest.mark.usefixtures("coordinator")
BASE = "/p/hillside/surveys"
HOSTILE = '</script><img src=x onerror="alert(1)">'


def send_file(client, content, path="/autumn-survey/versions/new", **more):
    document = content if isinstance(content, bytes) else json.dumps(content).encode()
    data = {"file": (BytesIO(document), "survey.json"), **more}
    return client.post(f"{BASE}{path}", data=data, content_type="multipart/form-data")


def reworded(label="What do you do now?"):
    document = json.loads(json.dumps(QUESTIONS))
    document["sections"][0]["questions"][0]["label"] = label
    return document


def versions():
    return list(db.session.scalars(db.select(SurveyVersion.number).order_by(SurveyVersion.id)))


def boxes(name, day):
    return {name: [str(day.day), str(day.month), str(day.year)]}


def test_a_survey_is_scheduled_moved_and_called_off(client, survey):
    client.post(f"{BASE}/new", data={"title": "Spring"})
    spring = db.session.scalar(db.select(Survey).filter_by(slug="spring"))
    first, last = today() + timedelta(days=4), today() + timedelta(days=9)
    days = {**boxes("first_day", first), **boxes("last_day", last)}
    page = text(client.post(f"{BASE}/spring/open", data=days, follow_redirects=True))
    assert "The survey opens on" in page
    assert "Opens by itself" in page
    assert (standing_of(spring), first_day(spring)) == ("scheduled", first)
    assert f'value="{first.year}"' in text(client.get(f"{BASE}/spring/open"))
    assert "Call off the opening" in text(client.get(f"{BASE}/spring/close"))
    client.post(f"{BASE}/spring/close")
    assert standing_of(spring) == "draft"


def test_an_open_survey_is_asked_for_its_last_day_alone(client, survey):
    page = text(client.get(f"{BASE}/autumn-survey/open"))
    assert "Last day" in page
    assert "First day" not in page


def test_a_first_day_that_has_passed_is_refused_at_its_field(client, survey):
    client.post(f"{BASE}/new", data={"title": "Spring"})
    page = text(client.post(f"{BASE}/spring/open", data=boxes("first_day", today() - timedelta(9))))
    assert "Choose today or a later day." in page


def test_a_file_goes_out_comes_in_changed_is_looked_at_and_is_published(client, survey):
    answer = client.get(f"{BASE}/autumn-survey/versions/1.json")
    assert answer.headers["Content-Disposition"].endswith("=autumn-survey-version-1.json")
    document = json.loads(answer.get_data())
    document["sections"][0]["questions"][0]["label"] = "What do you do now?"
    look = send_file(client, document)
    page = text(client.get(look.location))
    assert "“What do you do?” becomes “What do you do now?”" in page
    assert "1 change is safe" in page
    assert versions() == [1]
    assert "Say in a few words what changes" in text(client.post(look.location, data={"base": 1}))
    done = client.post(look.location, data={"base": 1, "note": "Clearer"}, follow_redirects=True)
    assert "Version 2 is published" in text(done)
    assert "Clearer" in text(done)
    assert "becomes" in text(client.get(f"{BASE}/autumn-survey/versions/2"))
    assert client.get(look.location).status_code == 404


def test_all_faults_of_a_file_are_listed_with_their_places_and_nothing_is_kept(client, survey):
    wrong = reworded()
    wrong["sections"][0]["questions"][0]["visibility"] = "friends"
    wrong["sections"][1]["questions"][0] |= {"id": "name", "colour": HOSTILE}
    page = text(send_file(client, wrong))
    assert "sections[0].questions[0].visibility" in page
    assert "sections[1].questions[0].id" in page
    assert "sections[1].questions[0].colour" in page
    assert "Nothing was kept." in page
    assert versions() == [1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 a workbook", "is not"),
        (b"[" * 100_000, "is nested too deeply"),
        (b"", "is not JSON"),
        (b'{"id": "a", "id": "b"}', "stands twice"),
        (b'{"\\ud83d": 1, "\\ud83d": 2}', "stands twice"),
        (b'{"id": "\\ud83d"}', "holds half a character"),
        (json.dumps({"id": "s", "title": HOSTILE, HOSTILE: 1}).encode(), "is not known here"),
    ],
)
def test_a_hostile_file_is_refused_in_words(client, survey, content, words):
    page = text(send_file(client, content))
    assert words in page
    assert "<img src=x" not in page


def test_of_a_file_that_is_too_large_no_more_is_read_than_shows_that():
    stream = BytesIO(b"[" * (2 * MOST_BYTES))
    content, faults = read_file(FileStorage(stream))
    assert len(content) == MOST_BYTES + 1
    assert [str(fault) for fault in faults] == ["the whole file: is larger than 2 MB"]


def test_hostile_words_in_a_good_file_are_shown_as_words(client, survey):
    page = text(client.get(send_file(client, reworded(HOSTILE)).location))
    assert "&lt;/script&gt;" in page
    assert "<img src=x" not in page


def test_what_answers_would_not_survive_is_shown_and_refused(client, survey):
    a_draft(survey, name="We play")
    db.session.commit()
    unsafe = reworded()
    unsafe["sections"][0]["questions"].pop(1)
    look = send_file(client, unsafe).location
    page = text(client.get(look))
    assert "This cannot be published." in page
    assert "Retire it instead." in page
    assert "1 change is not safe" in page
    refused = text(client.post(look, data={"base": 1, "note": "Anyway"}))
    assert "This cannot be published." in refused
    assert versions() == [1]


def test_what_was_published_meanwhile_is_shown_before_anything_is_done(client, survey):
    one, two = send_file(client, reworded()), send_file(client, reworded("Now?"))
    client.post(one.location, data={"base": 1, "note": "One"})
    page = text(client.post(two.location, data={"base": 1, "note": "Two"}, follow_redirects=True))
    assert "Version 2 was published meanwhile" in page
    assert "Publish version 3" in page
    assert versions() == [1, 2]


def test_a_preview_is_for_the_one_who_sent_the_file_and_for_its_survey(client, survey, sign_in):
    look = send_file(client, reworded()).location
    client.post(f"{BASE}/new", data={"title": "Spring"})
    assert client.get(look.replace("autumn-survey", "spring")).status_code == 404
    make.a_member(survey.partnership, "coordinator", sign_in("bo@example.org"))
    db.session.commit()
    assert client.get(look).status_code == 404


def test_a_survey_is_made_from_a_file_or_not_at_all(client, survey):
    assert "Nothing was kept" in text(send_file(client, {"id": "x"}, "/new/file", title="Spring"))
    made = send_file(client, reworded(), "/new/file", title="Spring")
    assert made.location == f"{BASE}/spring"
    spring = db.session.scalar(db.select(Survey).filter_by(slug="spring"))
    assert definition_of(current_version(spring)).question("name").label == "What do you do now?"


def test_a_survey_is_copied_under_another_name(client, survey):
    assert "Give the survey a name" in text(client.post(f"{BASE}/autumn-survey/copy"))
    made = client.post(f"{BASE}/autumn-survey/copy", data={"title": "Spring"})
    assert made.location == f"{BASE}/spring"
    assert "Not open yet" in text(client.get(made.location))


def test_the_list_of_versions_counts_responses(client, survey):
    a_draft(survey, name="We play")
    db.session.commit()
    page = text(client.get(f"{BASE}/autumn-survey/versions"))
    assert "The first version" in page
    assert "<span>1</span>" in page


@pytest.mark.parametrize("path", ["/versions/9", "/versions/9.json", "/versions/new/nothing"])
def test_what_is_not_there_is_not_there(client, survey, path):
    assert client.get(f"{BASE}/autumn-survey{path}").status_code == 404


def test_a_language_that_would_no_longer_be_offered_is_named_before_publishing(
    client, partnership, survey
):
    welsh = a_welsh_survey(partnership, "Welsh")
    db.session.commit()
    document = json.loads(json.dumps(current_version(welsh).definition))
    more = {"kind": "text", "id": "more", "label": "More?", "visibility": "public"}
    document["sections"][0]["questions"].append(more)
    page = text(client.get(send_file(client, document, "/welsh/versions/new").location))
    assert "Welsh would no longer be offered." in page
    document["translations"]["cy"]["questions.more.label"] = "Mwy?"
    page = text(client.get(send_file(client, document, "/welsh/versions/new").location))
    assert "Publish version 2" in page
    assert "no longer be offered" not in page
