"""After sending: an e-mail that says so, a copy to keep, differences to settle."""

import sqlalchemy as sa

from portal.audit.service import record
from portal.errors import NotThere
from portal.mail.service import queue_email
from portal.models.base import db
from portal.models.surveys import Invitation, Response
from portal.organisations.profiles import settle
from portal.surveys.filing import list_unsettled
from portal.surveys.letters import receipt_letter
from portal.surveys.opening import LONDON
from portal.surveys.papers import Paper


def send_receipt(response: Response) -> None:
    """E-mail a few words to whom the survey was sent; the answers are not among them."""
    address = address_for(response)
    if not address or response.sent_at is None:
        return
    sent = response.sent_at.astimezone(LONDON)
    subject, body = receipt_letter(response, f"{sent.day} {sent:%B %Y} at {sent:%H:%M}")
    queue_email(f"receipt:{response.id}", address, subject, body)


def address_for(response: Response) -> str:
    """Give the address of the latest invitation, else the one on record."""
    query = sa.select(Invitation.email).where(
        Invitation.survey_id == response.survey_id,
        Invitation.participation_id == response.participation_id,
        Invitation.email != "",
    )
    latest = db.session.scalar(query.order_by(Invitation.id.desc()).limit(1))
    return latest or response.participation.contact_email


def settle_difference(response: Response, fact_id: int, *, accept: bool) -> None:
    """Settle one difference that this response made; any other is not there."""
    if fact_id not in {told.id for _known, told in list_unsettled(response)}:
        raise NotThere("This difference has been settled already.")
    settle(response.participation, fact_id, accept=accept)
    record(
        "took a new answer" if accept else "kept a known fact",
        f"response:{response.public_id}",
        partnership_id=response.survey.partnership_id,
        fact=fact_id,
    )


def plain_copy(response: Response, paper: Paper) -> str:
    """Write all answers as text that any program opens."""
    sent = response.sent_at or response.saved_at or response.created_at
    moment = sent.astimezone(LONDON)
    word = "Sent" if response.state == "sent" else "Not sent yet, saved"
    lines = [
        response.survey.title,
        response.participation.organisation.name,
        f"{word} {moment.day} {moment:%B %Y} at {moment:%H:%M}",
        "",
        "This copy is for you. It may hold what nobody else sees.",
    ]
    section = None
    for row in paper.rows():
        if row.section.id != section:
            section = row.section.id
            lines += ["", "", row.section.title.upper()]
        lines += ["", row.label, *(f"    {line}" for line in row.lines), f"    ({row.who_sees})"]
    return "\r\n".join(lines) + "\r\n"
