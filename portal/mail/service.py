"""The outbox: e-mails are rows of the transaction that asks for them."""

from datetime import timedelta

import sqlalchemy as sa

from portal.jobs.queue import ring
from portal.jobs.statements import changed
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail

MOST_TRIES = 8
SENDING = timedelta(minutes=5)


def queue_email(key: str, recipient: str, subject: str, body: str) -> None:
    """Put an e-mail into the outbox, unless one with this key is there already."""
    if db.session.scalar(sa.select(OutgoingEmail.id).filter_by(key=key)) is not None:
        return
    db.session.add(
        OutgoingEmail(
            key=key,
            recipient=one_line(recipient),
            subject=one_line(subject),
            body=body,
            next_try_at=now(),
        )
    )
    ring("mail.send")


def one_line(text: str) -> str:
    """Fold a text to one line, so that no header can be slipped in."""
    return " ".join(text.split())


def list_waiting(limit: int = 50) -> list[int]:
    """List e-mails whose time has come, those of a sender that died included."""
    query = (
        sa.select(OutgoingEmail.id)
        .where(
            OutgoingEmail.state.in_(("waiting", "sending")),
            OutgoingEmail.next_try_at <= now(),
        )
        .order_by(OutgoingEmail.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def take_email(email_id: int) -> OutgoingEmail | None:
    """Take an e-mail for sending, in one statement, so that no other worker sends it too."""
    taken = changed(
        sa.update(OutgoingEmail)
        .where(
            OutgoingEmail.id == email_id,
            OutgoingEmail.state.in_(("waiting", "sending")),
            OutgoingEmail.next_try_at <= now(),
        )
        .values(state="sending", attempts=OutgoingEmail.attempts + 1, next_try_at=now() + SENDING)
    )
    db.session.commit()
    return db.session.get(OutgoingEmail, email_id) if taken == 1 else None


def mark_sent(email: OutgoingEmail) -> None:
    """Note that an e-mail has left, and forget what it said: it may hold a link."""
    email.state, email.sent_at, email.failure, email.body = "sent", now(), None, ""
    db.session.commit()


def mark_failed(email: OutgoingEmail, reason: str) -> None:
    """Note a failure and when to try again, or give up after the last try."""
    email.failure = reason[:300]
    email.state = "failed" if email.attempts >= MOST_TRIES else "waiting"
    email.next_try_at = now() + timedelta(minutes=2 ** min(email.attempts, 8))
    db.session.commit()
