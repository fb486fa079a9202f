"""Files are kept with their answer or not at all, looked at once, and never served damaged."""

import io

import pytest
import sqlalchemy as sa

from portal.consortia import tasks
from portal.errors import NotThere, Refused
from portal.models.base import db, now
from portal.models.surveys import Upload
from portal.surveys import looking, uploads
from portal.surveys.exports import answers_csv
from portal.surveys.questionnaires import context_for
from portal.surveys.service import close_survey, create_survey, open_survey
from survey import UploadQuestion
from tests.portal import factories as make
from tests.portal.files.sent import a_docx, a_pdf
from tests.portal.surveys.factories import a_draft, save
from tests.portal.surveys.factories import send as send_it
from tests.portal.surveys.promised import PLAIN, a_promising_survey

PLAN = {"kind": "upload", "id": "plan", "label": "Your plan", "visibility": "coordinators",
        "most": 2, "most_mb": 1}  # fmt: skip
NAME = {"kind": "text", "id": "name", "label": "What do you do?", "visibility": "public"}
DOCUMENT = {"id": "files", "title": "Files",
            "sections": [{"id": "one", "title": "One", "questions": [NAME, PLAN]}]}  # fmt: skip


@pytest.fixture
def response(app):
    survey = create_survey(make.a_partnership(), "Files", DOCUMENT)
    open_survey(survey)
    return a_draft(survey)


def question(**settings):
    return UploadQuestion.model_validate({**PLAN, **settings}, strict=False)


def keep(response, content=None, name="plan.pdf", **settings):
    stream = io.BytesIO(a_pdf() if content is None else content)
    upload = uploads.keep_file(response, question(**settings), name, stream)
    db.session.commit()
    return upload


def tell(response, *kept):
    save(response, plan=[{"id": one.public_id, "name": one.name} for one in kept] or None)
    db.session.commit()


def fresh(upload):
    number = upload if isinstance(upload, int) else upload.id
    db.session.rollback()
    return db.session.get(Upload, number, populate_existing=True)


def test_a_file_waits_in_quarantine_and_is_released_once_looked_at(response):
    upload = keep(response)
    assert (upload.state, upload.size, upload.name) == ("quarantined", len(a_pdf()), "plan.pdf")
    assert looking.list_unseen() == [upload.id]
    looking.look_at(upload.id)
    seen = fresh(upload)
    assert (seen.state, seen.finding) == ("released", "")
    assert seen.looked_at is not None
    assert looking.list_unseen() == []


def test_what_could_harm_is_refused_and_its_content_is_not_kept(response):
    upload = keep(response, a_pdf(b"/S /JavaScript"))
    looking.look_at(upload.id)
    seen = fresh(upload)
    assert (seen.state, seen.finding, seen.content) == ("refused", "it has scripts", b"")
    with pytest.raises(NotThere):
        uploads.get_own_file(response, seen.public_id)


def test_the_same_file_twice_is_kept_once(response):
    first, again = keep(response), keep(response)
    assert first.id == again.id
    assert keep(response, name="other.pdf").id != first.id
    assert keep(response, a_pdf(b"/Lang (en)")).id != first.id
    assert keep(response, id="another").id != first.id


def test_the_sweep_finds_files_without_a_bell(response, monkeypatch):
    upload = keep(response)
    tasks.sweep()
    assert fresh(upload).state == "released"
    second = keep(response, name="second.pdf")
    monkeypatch.setattr(looking.stopping, "is_set", lambda: True)
    looking.look_at_waiting()
    assert fresh(second).state == "quarantined"


def test_two_workers_look_once(response, monkeypatch):
    upload = keep(response)
    looks = []
    monkeypatch.setattr(looking, "inspect", lambda *_: looks.append(looking.take(upload.id)) or "")
    looking.look_at(upload.id)
    looking.look_at(upload.id)
    assert looks == [False]


def test_a_look_that_broke_off_is_begun_again_later(response):
    upload = keep(response)
    assert looking.take(upload.id)
    assert not looking.take(upload.id)
    upload = fresh(upload)
    upload.looked_at = now() - 2 * looking.PATIENCE
    db.session.commit()
    assert looking.list_unseen() == [upload.id]
    looking.look_at(upload.id)
    assert fresh(upload).state == "released"


def test_a_scanner_that_fails_leaves_the_file_in_quarantine_for_a_day(response, app, monkeypatch):
    monkeypatch.setitem(app.config, "UPLOAD_SCANNER", "/nowhere/scanner")
    upload = keep(response)
    looking.look_at(upload.id)
    upload = fresh(upload)
    assert upload.state == "quarantined"
    upload.created_at = now() - 2 * looking.GIVEN_UP
    upload.looked_at = None
    db.session.commit()
    looking.look_at(upload.id)
    assert fresh(upload).finding == "it could not be checked; send it again later"


def test_a_scanner_that_finds_something_refuses(response, app, monkeypatch):
    monkeypatch.setitem(app.config, "UPLOAD_SCANNER", "/bin/false")
    upload = keep(response)
    looking.look_at(upload.id)
    assert fresh(upload).finding == "a scanner for viruses found something in it"


def test_a_damaged_file_is_noticed_and_never_served_as_good(response):
    upload = keep(response)
    looking.look_at(upload.id)
    db.session.execute(sa.update(Upload).values(content=a_pdf()[:-1] + b"!"))
    db.session.commit()
    for get in (uploads.get_own_file, uploads.get_released_file):
        with pytest.raises(NotThere, match="damaged while it was kept"):
            get(response, fresh(upload).public_id)
    second = keep(response, name="second.pdf")
    db.session.execute(sa.update(Upload).where(Upload.id == second.id).values(content=b"%PDF-"))
    db.session.commit()
    looking.look_at(second.id)
    assert fresh(second).finding == "it is damaged"


def test_others_get_a_file_only_once_it_is_released(response):
    upload = keep(response)
    assert uploads.get_own_file(response, upload.public_id).content == a_pdf()
    with pytest.raises(NotThere):
        uploads.get_released_file(response, upload.public_id)
    looking.look_at(upload.id)
    assert uploads.get_released_file(response, fresh(upload).public_id).content == a_pdf()


def test_a_file_of_another_response_is_not_there(response):
    other = a_draft(response.survey, make.a_participation(response.survey.partnership))
    upload = keep(other)
    with pytest.raises(NotThere):
        uploads.get_own_file(response, upload.public_id)
    assert context_for(response.survey, response.participation).files == []
    assert uploads.remove_files(response, [upload.public_id]) == 0


def test_too_large_a_file_and_too_many_bytes_are_refused(response, monkeypatch):
    with pytest.raises(Refused, match=r"‘big.pdf’ is larger than 1 MB"):
        keep(response, b"%PDF-" + b"x" * 1024 * 1024, "big.pdf")
    monkeypatch.setattr(uploads, "MOST_BYTES", 2 * len(a_pdf()))
    keep(response)
    keep(response, name="second.pdf")
    with pytest.raises(Refused, match="All files together"):
        keep(response, name="third.pdf")


def test_a_file_that_no_answer_tells_of_is_forgotten_after_an_hour_or_at_sending(response):
    kept = keep(response)
    keep(response, name="left.pdf")
    tell(response, kept)
    db.session.execute(sa.update(Upload).values(created_at=now() - 2 * uploads.LEFT_OVER))
    keep(response, name="third.pdf")
    names = set(db.session.scalars(sa.select(Upload.name)))
    assert names == {"plan.pdf", "third.pdf"}
    send(response)
    assert list(db.session.scalars(sa.select(Upload.name))) == ["plan.pdf"]


def send(response):
    sent = send_it(response)
    db.session.commit()
    return sent


def test_what_was_sent_stays_when_it_is_taken_off_the_page(response):
    upload = keep(response)
    tell(response, upload)
    assert send(response)
    response.state = "amending"
    tell(response)
    assert uploads.remove_files(response, [upload.public_id]) == 0
    assert uploads.get_own_file(response, upload.public_id)


def test_a_file_that_was_refused_holds_back_the_sending(response):
    upload = keep(response, a_docx(("word/a.xml", "<!DOCTYPE x>")), "plan.docx")
    looking.look_at(upload.id)
    tell(response, fresh(upload))
    with pytest.raises(Refused):
        send(response)


def test_an_anonymous_survey_takes_no_files(app):
    survey = create_survey(make.a_partnership(), "Quiet", {**DOCUMENT, "sections": [
        {"id": "one", "title": "One", "questions": [NAME]}]})  # fmt: skip
    survey.mode = "anonymous"
    open_survey(survey)
    response = a_draft(survey)
    with pytest.raises(Refused, match="anonymous and takes no files"):
        keep(response)
    assert context_for(survey, response.participation).files is None


def test_a_file_and_its_answer_are_kept_together_or_not_at_all(response):
    db.session.commit()
    stream = io.BytesIO(a_pdf())
    upload = uploads.keep_file(response, question(), "plan.pdf", stream)
    save(response, plan=[{"id": upload.public_id, "name": upload.name}])
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(Upload.id))) == 0
    assert response.answers == {}


def test_the_table_of_a_confidential_survey_tells_that_there_is_a_file_and_not_its_name(app):
    plans = {"id": "plans", "title": "Plans", "questions": [PLAN]}
    survey = a_promising_survey("confidential", questions={**PLAIN, "sections": [plans]})
    for number in range(5):
        club = make.a_participation(survey.partnership, name=f"Club {number}")
        response = a_draft(survey, club)
        upload = keep(response, name=f"club-{number}-plan.pdf")
        looking.settle(upload.id, "")
        save(response, plan=[{"id": upload.public_id, "name": upload.name}])
        assert send_it(response)
    close_survey(survey)
    table = answers_csv(survey)
    assert "club-" not in table
    assert table.count("A file") == 5
