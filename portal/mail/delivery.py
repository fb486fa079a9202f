"""Sending: by SMTP where it is set up, else into readable files in the instance folder."""

import smtplib
from pathlib import Path

import structlog
from flask import Flask, current_app
from flask_mailman import EmailMessage, Mail

from portal.config import Settings
from portal.jobs.queue import job
from portal.mail.refusals import reason_gone
from portal.mail.service import (
    is_wanted,
    list_waiting,
    mark_failed,
    mark_refused,
    mark_sent,
    mark_withdrawn,
    stop_link_of,
    take_email,
)
from portal.models.jobs import OutgoingEmail

log = structlog.get_logger()


def mail_config(settings: Settings) -> dict[str, object]:
    """Give the mail settings of the app."""
    return {
        "MAIL_SERVER": settings.smtp_host,
        "MAIL_PORT": settings.smtp_port,
        "MAIL_USERNAME": settings.smtp_user or None,
        "MAIL_PASSWORD": settings.smtp_password.get_secret_value() or None,
        "MAIL_USE_TLS": settings.smtp_security == "starttls",
        "MAIL_USE_SSL": settings.smtp_security == "tls",
        "MAIL_TIMEOUT": 20,
        "MAIL_DEFAULT_SENDER": settings.mail_from,
        "OUTBOX": settings.instance / "outbox",
    }


def prepare_mail(app: Flask) -> None:
    """Connect the mail library."""
    Mail(app)


@job("mail.send")
def send_waiting() -> None:
    """Send every e-mail whose time has come, and that is still wanted."""
    for email_id in list_waiting():
        email = take_email(email_id)
        if email is not None:
            send(email) if is_wanted(email) else mark_withdrawn(email)


def send(email: OutgoingEmail) -> None:
    """Send one e-mail and note how it went."""
    try:
        if current_app.config["MAIL_SERVER"]:
            send_by_smtp(email)
        else:
            write_to_outbox(email, current_app.config["OUTBOX"])
    except (OSError, ValueError, smtplib.SMTPException) as error:
        log.warning("mail not sent", number=email.id, reason=type(error).__name__)
        gone = reason_gone(error)
        if gone:
            mark_refused(email, gone)
        else:
            mark_failed(email, type(error).__name__)
    else:
        mark_sent(email)


def send_by_smtp(email: OutgoingEmail) -> None:
    """Hand one e-mail to the mail server."""
    EmailMessage(
        subject=email.subject,
        body=email.body,
        to=[email.recipient],
        headers=headers_of(email),
    ).send()


def headers_of(email: OutgoingEmail) -> dict[str, str]:
    """Tell mail programs where their own button for stopping such letters leads (RFC 8058)."""
    link = stop_link_of(email.body)
    if not link:
        return {}
    return {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def write_to_outbox(email: OutgoingEmail, folder: Path) -> None:
    """Write one e-mail as a text file that a person can open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # One name for one e-mail: a second try after a crash replaces the file.
    file = folder / f"{email.created_at:%Y%m%d-%H%M%S}-{email.id:06d}.txt"
    aside = file.with_suffix(".part")
    aside.touch(mode=0o600)
    text = f"To: {email.recipient}\nSubject: {email.subject}\n\n{email.body}\n"
    aside.write_text(text, encoding="utf-8")
    aside.replace(file)
