"""The outbox: e-mails are rows of the transaction that asks for them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from portal.jobs.queue import ring
from portal.jobs.statements import changed
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail

MOST_TRIES = 8
SENDING = timedelta(minutes=5)
# How many values a statement names at once; databases limit it.
AT_ONCE = 1_000
# The last line of a letter that can be stopped; mail programs find its address in a header too.
STOP_LINE = "No more e-mails about surveys: "
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail to be put into the outbox; the key makes asking twice harmless."""

    key: str
    recipient: str
    subject: str
    body: str


AskedFirst = Callable[[OutgoingEmail], bool]
ASKED_FIRST: list[AskedFirst] = []
WhenRefused = Callable[[OutgoingEmail], None]
WHEN_REFUSED: list[WhenRefused] = []


def asked_first(ask: AskedFirst) -> AskedFirst:
    """Let a subject say whether an e-mail is still to leave, as it does; used as a decorator."""
    ASKED_FIRST.append(ask)
    return ask


def when_refused(act: WhenRefused) -> WhenRefused:
    """Let a subject act on an address that is gone for good; used as a decorator."""
    WHEN_REFUSED.append(act)
    return act


def queue_email(key: str, recipient: str, subject: str, body: str) -> None:
    """Put an e-mail into the outbox, unless one with this key is there already."""
    queue_emails([Letter(key, recipient, subject, body)])


def queue_emails(letters: Sequence[Letter]) -> None:
    """Put many e-mails into the outbox in a few statements, but none whose key is there already."""
    known = find_keys([letter.key for letter in letters])
    wanted = {letter.key: letter for letter in letters if letter.key not in known}
    moment = now()
    db.session.add_all(
        OutgoingEmail(
            key=letter.key,
            recipient=one_line(letter.recipient),
            subject=one_line(letter.subject),
            body=letter.body,
            next_try_at=moment,
        )
        for letter in wanted.values()
    )
    if wanted:
        ring("mail.send")


def find_keys(keys: Sequence[str]) -> set[str]:
    """Give those of some keys that e-mails have already."""
    found: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        some = OutgoingEmail.key.in_(keys[start : start + AT_ONCE])
        found.update(db.session.scalars(sa.select(OutgoingEmail.key).where(some)))
    return found


def one_line(text: str) -> str:
    """Fold a text to one line, so that no header can be slipped in."""
    return " ".join(text.split())


def with_stop_line(body: str, link: str) -> str:
    """End a letter with the address at which its reader stops such letters."""
    return f"{body.rstrip()}\n\n{STOP_LINE}{link}\n"


def stop_link_of(body: str) -> str:
    """Give the address in the last line of a letter that can be stopped, else nothing."""
    last = body.rstrip().rpartition("\n")[2]
    link = last.removeprefix(STOP_LINE)
    return link if last != link and link.isprintable() and " " not in link else ""


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


def is_wanted(email: OutgoingEmail) -> bool:
    """Tell whether an e-mail that is about to leave is still to do so."""
    return all(ask(email) for ask in ASKED_FIRST)


def mark_withdrawn(email: OutgoingEmail) -> None:
    """Keep an e-mail back that is to leave no more."""
    give_up(email, WITHDRAWN)
    db.session.commit()


def mark_sent(email: OutgoingEmail) -> None:
    """Note that an e-mail has left, and forget what it said: it may hold a link."""
    email.state, email.sent_at, email.failure, email.body = "sent", now(), None, ""
    db.session.commit()


def mark_failed(email: OutgoingEmail, reason: str) -> None:
    """Note a failure and when to try again, or give up after the last try."""
    if email.attempts >= MOST_TRIES:
        give_up(email, reason)
    else:
        email.state, email.failure = "waiting", reason[:300]
        email.next_try_at = now() + timedelta(minutes=2 ** min(email.attempts, 8))
    db.session.commit()


def mark_refused(email: OutgoingEmail, reason: str) -> None:
    """Give up an e-mail whose address is gone for good, and tell those who want to know."""
    give_up(email, reason)
    for act in WHEN_REFUSED:
        act(email)
    db.session.commit()


def give_up(email: OutgoingEmail, reason: str) -> None:
    """Note why an e-mail never leaves, and forget what it said: it may hold a link."""
    email.state, email.failure, email.body = "failed", reason[:300], ""


def withdraw(keys: Iterable[str]) -> int:
    """Take e-mails that have not left yet out of the outbox; give how many."""
    wanted, number = list(keys), 0
    for start in range(0, len(wanted), AT_ONCE):
        some = OutgoingEmail.key.in_(wanted[start : start + AT_ONCE])
        waiting = sa.update(OutgoingEmail).where(some, OutgoingEmail.state == "waiting")
        number += changed(waiting.values(state="failed", failure=WITHDRAWN, body=""))
    return number
