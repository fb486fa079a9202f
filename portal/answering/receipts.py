"""After sending: an e-mail that says so, a copy to keep, differences to settle."""

from portal.errors import NotThere
from portal.inviting.letters import receipt_letter
from portal.inviting.relinking import address_for
from portal.mail.service import queue_email
from portal.models.days import LONDON
from portal.models.surveys import Response
from portal.organisations.profiles import settle
from portal.surveys.filing import list_unsettled
from portal.surveys.papers import Paper
from portal.surveys.submissions import latest_submission
from portal.surveys.trail import note_response
from portal.web.languages import told
from survey import say_date, tell

NOTICE = tell("This copy is for you. It may hold what nobody else sees.")


def send_receipt(response: Response) -> None:
    """E-mail a few words to whom the survey was sent, once each time that it is sent."""
    address = address_for(response)
    if not address or response.sent_at is None:
        return
    latest = latest_submission(response)
    sent = response.sent_at.astimezone(LONDON)
    # Of anonymous answers no more is known than the day.
    time = "" if response.survey.mode == "anonymous" else f" at {sent:%H:%M}"
    subject, body = receipt_letter(response, f"{sent.day} {sent:%B %Y}{time}")
    number = latest.number if latest else 1
    queue_email(f"receipt:{response.id}:{number}", address, subject, body)


def settle_difference(response: Response, fact_id: int, *, accept: bool) -> None:
    """Settle one difference that this response made; any other is not there."""
    if fact_id not in {told.id for _known, told in list_unsettled(response)}:
        raise NotThere("This difference has been settled already.")
    settle(response.participation, fact_id, accept=accept)
    note_response("took a new answer" if accept else "kept a known fact", response, fact=fact_id)


def copied_when(response: Response) -> str:
    """Say of a copy when its answers were sent, or saved where they are not sent yet."""
    sent = response.sent_at or response.saved_at or response.created_at
    moment = sent.astimezone(LONDON)
    words = {"day": say_date(f"{moment:%Y-%m-%d}"), "time": f"{moment:%H:%M}"}
    if response.state == "draft":
        return tell("Not sent yet, saved {day} at {time}", **words)
    return tell("Sent {day} at {time}", **words)


def plain_copy(response: Response, paper: Paper) -> str:
    """Write all answers as text that any program opens."""
    lines = [
        paper.title,
        response.participation.organisation.name,
        copied_when(response),
        "",
        NOTICE,
    ]
    section = None
    for row in paper.rows():
        if row.section.id != section:
            section = row.section.id
            lines += ["", "", told(row.section.title).upper()]
        said = [f"    {told(line)}" for line in row.lines]
        lines += ["", row.label, *said, f"    ({told(row.who_sees)})"]
    return "\r\n".join(map(told, lines)) + "\r\n"
