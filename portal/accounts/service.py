"""Sign-in links: ten minutes, one use, only the hash kept; first administrators."""

import hashlib
import secrets
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from portal.audit.service import record
from portal.errors import Refused, TooMany
from portal.jobs.statements import changed
from portal.mail.service import queue_email
from portal.models.base import db, now
from portal.models.people import Person, Role, SignInLink

LINK_LIFE = timedelta(minutes=10)
MOST_LINKS_AN_HOUR = 5
LETTER = """Hello,

Somebody, we hope you, asked to sign in to Patchwork. Open this page and press "Sign in":

{link}

The link works once, for ten minutes. If you did not ask for it, do nothing: nobody can
sign in without it.
"""


def hash_token(token: str) -> str:
    """Give what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def canonical(email: str) -> str:
    """Give the one form in which an address is kept and compared."""
    return email.strip().lower()


def get_person(email: str) -> Person | None:
    """Find somebody by address."""
    return db.session.scalar(sa.select(Person).filter_by(email=canonical(email)))


def find_or_add_person(email: str, name: str = "") -> Person:
    """Find somebody by address, or add them."""
    person = get_person(email)
    if person is None:
        person = Person(email=canonical(email), name=name, fs_uniquifier=uuid4().hex, active=True)
        db.session.add(person)
        db.session.flush()
    return person


def make_link(email: str) -> str:
    """Make a token for signing in, the same way for known and unknown addresses."""
    address = canonical(email)
    recent = sa.select(sa.func.count(SignInLink.id)).where(
        SignInLink.email == address, SignInLink.created_at > now() - timedelta(hours=1)
    )
    if (db.session.scalar(recent) or 0) >= MOST_LINKS_AN_HOUR:
        raise TooMany(
            "We have sent several links to this address in the last hour. "
            "Look in your inbox and your spam folder, or try again in an hour."
        )
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignInLink(email=address, token_hash=hash_token(token), expires_at=now() + LINK_LIFE)
    )
    db.session.flush()
    return token


def send_link(email: str, token: str, link: str) -> None:
    """E-mail a link to the person it is for; an unknown address gets nothing."""
    person = get_person(email)
    if person is not None and person.active:
        key = f"sign-in:{hash_token(token)[:32]}"
        queue_email(key, person.email, "Sign in to Patchwork", LETTER.format(link=link))


def get_link_email(token: str) -> str | None:
    """Give the address that a live link is for, without using it up."""
    return db.session.scalar(
        sa.select(SignInLink.email).where(
            SignInLink.token_hash == hash_token(token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now(),
        )
    )


def use_link(token: str) -> Person:
    """Use a link up, in one statement, and give the person who it signs in."""
    email = get_link_email(token)
    used = changed(
        sa.update(SignInLink)
        .where(
            SignInLink.token_hash == hash_token(token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now(),
        )
        .values(used_at=now())
    )
    person = get_person(email) if email and used == 1 else None
    if person is None or not person.active:
        raise Refused("This link has been used or is older than ten minutes. Ask for a new one.")
    record("signed in", f"person:{person.id}", person_id=person.id)
    return person


def make_administrator(email: str) -> Person:
    """Make somebody an administrator of the whole installation."""
    person = find_or_add_person(email)
    role = db.session.scalar(sa.select(Role).filter_by(name="administrator"))
    if role is None:
        role = Role(name="administrator")
        db.session.add(role)
    if role not in person.roles:
        person.roles.append(role)
    record("made an administrator", f"person:{person.id}")
    return person
