"""The outbox: an e-mail is asked for once, taken by one worker, tried again, then forgotten."""

import pytest
import sqlalchemy as sa

from portal.jobs.queue import RUNG
from portal.mail import delivery, service
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def waiting(app):
    service.queue_email("key", "club@example.org", "Hello", "Come in:\nhttps://example.org/x")
    db.session.commit()
    return db.session.scalars(sa.select(OutgoingEmail)).one().id


def email(number):
    db.session.expire_all()
    return db.session.get_one(OutgoingEmail, number)


def let_time_pass(number):
    email(number).next_try_at = now()
    db.session.commit()


def test_asking_twice_with_one_key_makes_one_email():
    for _ in range(2):
        service.queue_email("key", "club@example.org", "Hello", "Text")
    assert db.session.scalar(sa.select(sa.func.count(OutgoingEmail.id))) == 1
    assert db.session.info[RUNG] == [("mail.send", ())]


def test_no_header_can_be_slipped_in():
    service.queue_email("key", "a@example.org\nBcc: b@example.org", "Hi\r\nX: y", "Text")
    found = db.session.scalars(sa.select(OutgoingEmail)).one()
    assert (found.recipient, found.subject) == ("a@example.org Bcc: b@example.org", "Hi X: y")


def test_one_of_two_workers_takes_an_email(waiting):
    assert service.take_email(waiting) is not None
    assert service.take_email(waiting) is None
    assert service.list_waiting() == []


def test_the_email_of_a_sender_that_died_is_found_again(waiting):
    service.take_email(waiting)
    let_time_pass(waiting)
    assert service.list_waiting() == [waiting]
    assert service.take_email(waiting).attempts == 2


def test_a_sent_email_forgets_its_text(app, waiting, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "OUTBOX", tmp_path)
    delivery.send_waiting()
    assert (email(waiting).state, email(waiting).body) == ("sent", "")
    file = next(tmp_path.glob("*.txt"))
    assert "https://example.org/x" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0
    delivery.send_waiting()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_second_try_after_a_crash_replaces_the_file(app, waiting, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "OUTBOX", tmp_path)
    delivery.write_to_outbox(service.take_email(waiting), tmp_path)
    let_time_pass(waiting)
    delivery.send_waiting()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_failure_is_tried_again_later_and_given_up_in_the_end(app, waiting, monkeypatch):
    def refuses(*_):
        raise ConnectionRefusedError

    monkeypatch.setitem(app.config, "MAIL_SERVER", "mail.example.org")
    monkeypatch.setattr(delivery, "send_by_smtp", refuses)
    delivery.send_waiting()
    assert (email(waiting).state, email(waiting).failure) == ("waiting", "ConnectionRefusedError")
    assert "https://example.org/x" in email(waiting).body
    assert email(waiting).next_try_at > now()
    for _ in range(service.MOST_TRIES):
        let_time_pass(waiting)
        delivery.send_waiting()
    assert (email(waiting).state, email(waiting).attempts) == ("failed", service.MOST_TRIES)
    assert (email(waiting).body, email(waiting).failure) == ("", "ConnectionRefusedError")
