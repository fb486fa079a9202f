"""Files on the pages of answering and for coordinators: kept at once, given as attachments only."""

import gc
import io
import re

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response, Upload
from portal.surveys import looking
from portal.surveys.responses import send_response
from portal.surveys.service import create_survey, open_survey, publish
from portal.web import security
from portal.web.bodies import AT_ONCE, BODIES
from tests.portal import factories as make
from tests.portal.files.sent import PNG, a_pdf
from tests.portal.surveys.factories import a_link

# The body of a large file that the test client writes is closed by the collector alone.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

PLAN = {"kind": "upload", "id": "plan", "label": "Your plan", "visibility": "coordinators",
        "accept": ["documents", "pictures"], "most_mb": 1}  # fmt: skip
STAFF = {"kind": "number", "id": "staff", "label": "How many staff?", "visibility": "members"}
TEAM = {"kind": "group", "id": "team", "label": "Your team", "visibility": "members",
        "item_label": "Person",
        "fields": [{"kind": "text", "id": "name", "label": "Name", "required": True},
                   {"kind": "number", "id": "days", "label": "Days"}]}  # fmt: skip
NOTE = {"kind": "note", "id": "now", "label": "How it is worded now", "text": "One.\n\nTwo.",
        "facts": [{"key": "a", "term": "Ages", "words": "8 to 16"}],
        "source": "https://larkhill.example/a?b=c&d", "source_label": "<b>Ours</b>"}  # fmt: skip
SECRET = {**PLAN, "id": "secret", "label": "Secret", "visibility": "engine"}
PICTURES = {**PLAN, "id": "pictures", "label": "Pictures", "most": 2}


def document(*questions):
    return {"id": "files", "title": "Files",
            "sections": [{"id": "one", "title": "One", "questions": list(questions)},
                         {"id": "two", "title": "Two", "questions": [SECRET]}]}  # fmt: skip


@pytest.fixture(autouse=True)
def tidy():
    """Let the collector close what the test client left open, while that is no fault."""
    yield
    gc.collect()


@pytest.fixture
def survey(partnership):
    made = create_survey(partnership, "Files", document(NOTE, STAFF, PLAN, PICTURES, TEAM))
    open_survey(made)
    return made


def response():
    db.session.expire_all()
    return db.session.scalar(sa.select(Response))


def uploads():
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Upload).order_by(Upload.id)))


def post(client, address, part="one", follow=False, **data):
    page = client.get(f"{address}part/{part}").text
    mark = re.search(r'name="seen"[^>]*value="([^"]*)"', page)[1]
    kept = re.findall(r'name="(q_\w+-kept)" value="([^"]*)"', page)
    form = {"seen": mark, "act": "go", **{key: [] for key, _ in kept}}
    for key, value in kept:
        form[key].append(value)
    form |= data
    return client.post(
        f"{address}part/{part}", data=form, content_type="multipart/form-data",
        follow_redirects=follow,
    )  # fmt: skip


def a_file(content=None, name="plan.pdf"):
    return io.BytesIO(a_pdf() if content is None else content), name


def test_a_page_with_a_file_sends_it_and_says_what_may_come(client, desk):
    page = client.get(f"{desk}part/one").text
    assert 'enctype="multipart/form-data"' in page
    assert 'accept=".pdf,.docx,.odt,.xlsx,.ods,.csv,.txt,.png,.jpg,.jpeg"' in page
    assert "Up to 1 MB: PDF, DOCX" in page and "MB at once" not in page
    assert 'name="q_pictures-file"' in page and " multiple" in page


def test_a_file_is_kept_although_another_field_has_an_error(client, desk):
    page = post(client, desk, **{"q_plan-file": a_file(), "q_staff": "lots"})
    assert page.status_code == 200
    assert "Type a number, such as 12" in page.text
    assert "plan.pdf" in page.text and "Being checked" in page.text
    (kept,) = uploads()
    assert response().answers["plan"] == [{"id": kept.public_id, "name": "plan.pdf"}]
    assert "staff" not in response().answers


def test_a_file_is_sent_removed_and_replaced_by_buttons(client, desk):
    sent = post(client, desk, **{"q_plan-file": a_file(), "q_plan-send": "1"})
    assert sent.location == f"{desk}part/one#q_plan"
    assert len(uploads()) == 1
    again = post(client, desk, **{"q_plan-file": a_file(PNG, "hall.png"), "q_plan-send": "1"})
    assert again.status_code == 302
    second = uploads()[-1].public_id
    assert response().answers["plan"] == [{"id": second, "name": "hall.png"}]
    gone = post(client, desk, **{"q_plan-remove": second})
    assert gone.location == f"{desk}part/one#q_plan"
    assert response().answers["plan"] is None
    assert second not in {one.public_id for one in uploads()}


def test_a_page_with_a_file_that_is_posted_twice_is_no_clash(client, desk):
    page = client.get(f"{desk}part/one").text
    mark = re.search(r'name="seen"[^>]*value="([^"]*)"', page)[1]
    for _ in range(2):
        data = {"seen": mark, "q_plan-file": a_file(), "q_plan-send": "1"}
        assert client.post(f"{desk}part/one", data=data).status_code == 302
    assert len(uploads()) == 1


def test_a_file_survives_a_clash_with_somebody_else(client, desk):
    page = client.get(f"{desk}part/one").text
    mark = re.search(r'name="seen"[^>]*value="([^"]*)"', page)[1]
    post(client, desk, q_staff="4")
    data = {"seen": mark, "act": "go", "q_plan-file": a_file(), "q_staff": "5"}
    clash = client.post(f"{desk}part/one", data=data)
    assert clash.status_code == 409
    (kept,) = uploads()
    assert f'name="q_plan-kept" value="{kept.public_id}"' in clash.text
    fresh = re.search(r'name="seen"[^>]*value="([^"]*)"', clash.text)[1]
    again = {"seen": fresh, "act": "go", "q_plan-kept": kept.public_id, "q_staff": "5"}
    assert client.post(f"{desk}part/one", data=again).status_code == 302
    assert response().answers["plan"][0]["name"] == "plan.pdf"


def test_a_trial_asks_for_files_and_keeps_none(client, survey, sign_in):
    person = sign_in("ada@example.org")
    make.a_member(survey.partnership, "coordinator", person)
    db.session.commit()
    place = f"/p/{survey.partnership.slug}/surveys/{survey.slug}/try"
    assert "No file can be kept here" in client.get(f"{place}/part/one").text
    went_on = client.post(f"{place}/part/one", data={"act": "go", "q_plan-file": a_file()})
    assert went_on.status_code == 302
    assert uploads() == []
    assert client.get(f"{place}/check").status_code == 200


def test_several_files_come_at_once_and_no_more_than_there_is_room_for(client, desk):
    three = [a_file(PNG, f"hall {n}.png") for n in range(3)]
    page = post(client, desk, **{"q_pictures-file": three, "q_pictures-send": "1"})
    assert "Choose 2 at most; the others were left out" in page.text
    assert [one["name"] for one in response().answers["pictures"]] == ["hall 0.png", "hall 1.png"]
    shown = client.get(f"{desk}part/one").text
    assert 'name="q_pictures-file"' not in shown


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"MZ\x90\0", "run.exe", "‘run.exe’ is not of a kind that we take"),
        (b"<script>alert(1)</script>", "<img src=x onerror=alert(1)>.pdf", "something else"),
        (a_pdf(), "plan.docx", "is a PDF by its content"),
        (b"%PDF-" + b"x" * 1_100_000, "big.pdf", "is larger than 1 MB"),
        (b"", "empty.pdf", "is empty"),
    ],
)
def test_a_file_that_is_refused_is_said_at_its_field_and_the_rest_is_kept(
    client, desk, content, name, words
):
    page = post(client, desk, **{"q_plan-file": a_file(content, name), "q_staff": "4"})
    assert words in page.text
    assert 'href="#q_plan-file"' in page.text
    assert "<img src=x" not in page.text
    assert uploads() == []
    assert response().answers["staff"] == 4


def test_nobody_gets_the_file_of_another_by_naming_it(client, desk, survey):
    other = make.a_participation(survey.partnership, name="Owl Club")
    token = a_link(survey, other)
    db.session.commit()
    theirs = client.application.test_client()
    address = theirs.post(f"/link/{token}").location
    post(theirs, address, **{"q_plan-file": a_file()})
    (foreign,) = uploads()
    public_id = foreign.public_id
    post(client, desk, **{"q_plan-kept": public_id})
    mine = db.session.scalar(sa.select(Response).where(Response.participation_id != other.id))
    assert mine.answers["plan"] is None
    assert client.get(f"{desk}files/{public_id}").status_code == 404
    assert client.get(f"{address}files/{public_id}").location.startswith("/sign-in")
    assert theirs.get(f"{address}files/{public_id}").status_code == 200


def test_a_file_is_given_as_an_attachment_that_nothing_keeps_or_opens(client, desk):
    post(client, desk, **{"q_plan-file": a_file(name="plän — é;x.pdf")})
    (kept,) = uploads()
    answer = client.get(f"{desk}files/{kept.public_id}")
    assert answer.data == a_pdf()
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "\n" not in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    for trick in ("../x", "%2e%2e%2fx", "x" * 300, kept.public_id.upper() + " "):
        assert client.get(f"{desk}files/{trick}").status_code == 404
    # PostgreSQL can hold no NUL, so there the address itself is refused.
    assert client.get(f"{desk}files/%00").status_code in {400, 404}


def test_coordinators_get_what_was_sent_and_looked_at_and_may_be_seen(
    client, desk, survey, sign_in
):
    post(client, desk, **{"q_plan-file": a_file()})
    post(client, desk, part="two", **{"q_secret-file": a_file()})
    plan, secret = (one.public_id for one in uploads())
    person = sign_in("ada@example.org")
    make.a_member(survey.partnership, "coordinator", person)
    number = response().participation.organisation_id
    place = f"/p/{survey.partnership.slug}/surveys/{survey.slug}/organisations/{number}"
    db.session.commit()
    assert client.get(f"{place}/files/{plan}").status_code == 404
    send_response(response(), send_key="key", revision=response().revision, answered_by="Kim")
    db.session.commit()
    assert client.get(f"{place}/files/{plan}").status_code == 404
    for one in uploads():
        looking.look_at(one.id)
    page = client.get(place).text
    assert f'href="{place}/files/{plan}"' in page
    assert secret not in page
    assert client.get(f"{place}/files/{plan}").data == a_pdf()
    assert client.get(f"{place}/files/{secret}").status_code == 404


def test_the_copy_and_the_check_lead_to_the_files(client, desk):
    post(client, desk, **{"q_plan-file": a_file()})
    (kept,) = uploads()
    for page in ("check", "copy"):
        assert f'href="{desk}files/{kept.public_id}"' in client.get(f"{desk}{page}").text


def test_files_that_are_too_much_at_once_are_refused_at_their_field_and_words_are_kept(
    client, desk
):
    post(client, desk, **{"q_plan-file": a_file()})
    too_much = [a_file(PNG, "hall.png"), a_file(b"x" * BODIES["answering.page"], "long.png")]
    page = post(client, desk, **{"q_pictures-file": too_much, "q_staff": "4"})
    assert page.status_code == 200
    assert f"Send files of at most {AT_ONCE} MB at once, the others after" in page.text
    assert 'href="#q_pictures-file"' in page.text
    assert response().answers["staff"] == 4
    assert [one.name for one in uploads()] == ["plan.pdf"]
    assert response().answers["plan"][0]["name"] == "plan.pdf"


def test_how_much_may_come_at_once_is_said_where_files_could_be_more(client, survey, link):
    publish(survey, document({**PICTURES, "most": 8, "most_mb": 9}), note="More")
    db.session.commit()
    desk = client.post(link).location
    assert f"Send at most {AT_ONCE} MB at once." in client.get(f"{desk}part/one").text


def test_a_body_of_a_page_has_its_bounds(client, desk, monkeypatch):
    monkeypatch.setattr(security, "MOST_READ", BODIES["answering.page"])
    too_much = a_file(b"%PDF-" + b"x" * BODIES["answering.page"])
    assert post(client, desk, **{"q_plan-file": too_much}).status_code == 413
    plain = client.post(f"{desk}part/one", data={"q_team-r1-name": "x" * 2_200_000})
    assert plain.status_code == 413
    field = post(client, desk, **{"q_team-r1-name": "x" * 2_200_000})
    assert field.status_code == 413


def test_another_record_is_added_with_all_that_was_typed_and_removed_again(client, desk):
    typed = {"q_team-r1-name": "Kim", "q_team-r1-days": "lots"}
    added = post(client, desk, **typed, **{"q_team-add": "1"})
    assert added.location == f"{desk}part/one#q_team-r2"
    page = client.get(added.location).text
    assert 'id="q_team-r2" tabindex="-1">Person 2' in page
    assert 'value="lots"' in page and 'value="Kim"' in page
    both = {**typed, "q_team-r2-name": "Ona"}
    wrong = post(client, desk, **both)
    assert "Person 1, Days: type a number, such as 12" in wrong.text
    assert 'href="#q_team-r1-days"' in wrong.text
    removed = post(client, desk, **both, **{"q_team-remove": "r1"})
    assert removed.location == f"{desk}part/one#q_team"
    assert [one["id"] for one in response().answers["team"]["records"]] == ["r2"]
    assert "Person 1. Name: Ona" in client.get(f"{desk}check").text


def test_adding_where_another_question_cannot_be_read_shows_all_as_it_was_typed(client, desk):
    page = post(client, desk, **{"q_staff": "lots", "q_team-r1-name": "Kim", "q_team-add": "1"})
    assert page.status_code == 200
    assert 'value="lots"' in page.text and 'id="q_team-r2"' in page.text
    assert len(response().answers["team"]["records"]) == 2


def test_enter_in_a_field_presses_no_button_that_removes(client, desk):
    page = client.get(f"{desk}part/one").text
    first = re.search(r"<button[^>]*>", page.split('class="pw-answers"')[1])[0]
    assert 'value="enter"' in first


def test_a_note_opens_with_its_facts_and_its_source(client, desk):
    page = client.get(f"{desk}part/one").text
    assert "<summary>How it is worded now</summary>" in page
    assert "<p>One.</p><p>Two.</p>" in page
    assert "<dt>Ages</dt><dd>8 to 16</dd>" in page
    assert 'href="https://larkhill.example/a?b=c&amp;d" rel="noopener noreferrer"' in page
    assert "&lt;b&gt;Ours" in page
    assert "How it is worded now" not in client.get(f"{desk}check").text
