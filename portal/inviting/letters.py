"""The e-mails that a survey sends: plain words, one link, whom to ask."""

import textwrap
from datetime import date

from portal.mail.service import with_stop_line
from portal.models.days import today
from portal.models.surveys import Invitation, Registration, Response, Survey
from portal.surveys.late import late_day
from portal.surveys.opening import last_day
from portal.surveys.promises import LEAST, promise_of
from portal.web.filters import as_count

INVITATION = """Hello,

{partnership} asks {organisation} to answer its survey "{title}".

Open this page, look at what is asked and who sees what, and start when you like:

{link}

You need no account. Stop whenever you want: the same link opens your answers again, on any
phone or computer{until}. It is for {organisation} only, so please do not pass it on outside.

{promise}

{ask}
"""

REMINDER = """Hello,

{partnership} has no answers of {organisation} to "{title}" yet. {begun}

{still_open}

{link}

It is for {organisation} only, so please do not pass it on outside. Behind it you can also say
"not this time", or that you would rather talk.

{which} {ask}
"""

CONFIRMATION = """Hello {name},

Somebody, we hope you, registered interest for "{organisation}" with {partnership}.

Open this page and press "Confirm" to go on to the survey "{title}":

{link}

The link works for seven days. If it was not you, do nothing: no organisation is made.

{ask}
"""

WELCOME = """Hello {name},

Thank you for confirming. This is the personal link of {organisation} to "{title}":

{link}

Stop whenever you want: the link opens your answers again, on any phone or computer{until}.

{promise}

{ask}
"""

AGAIN = """Hello,

Somebody, we hope you, asked for the link of {organisation} to "{title}" once more:

{link}

It opens the same answers as the links before it, which still work. If a page with answers is open
on your phone or computer, come back to it afterwards: what you typed is still there.

If it was not you, do nothing.

{ask}
"""

RECEIPT = """Hello,

{partnership} has the answers of {organisation} to "{title}". They were sent on {day}.

{next}

{ask}
"""

NEXT = {
    "identified": "A copy to keep is on the page that you saw after sending. What happens next:"
    " the coordinators read what came in, and suggestions of who could work together are made"
    " from what you told.",
    "confidential": "A copy to keep is on the page that you saw after sending. The coordinators do"
    " not see which answers are yours: they read those of everybody, without names, once the survey"
    f" has closed and at least {LEAST} organisations have answered. Nothing of it goes into your"
    " profile.",
    "anonymous": "They were cut loose from your organisation: nothing in Patchwork tells which are"
    " yours. So nobody can show them to you again, or change them, and your link opens them no"
    f" more. They are read once the survey has closed and at least {LEAST} organisations have"
    " answered.",
}


def paragraph(text: str) -> str:
    """Break a text into lines as the letters have them."""
    return textwrap.fill(text, 95)


def until(survey: Survey, late: date | None = None) -> str:
    """Say until when a link works, or nothing where no day is set; `late` is a later day."""
    day = late or last_day(survey)
    return f", until the end of {day.day} {day:%B %Y}" if day else ""


def still_open(survey: Survey) -> str:
    """Say how long a survey still takes answers."""
    day = last_day(survey)
    if day is None:
        return "It is still open:"
    days = (day - today()).days
    when = f"until the end of {day.day} {day:%B %Y}"
    if days <= 0:
        return f"It is open {when}: today is the last day."
    return f"It is open {when}, for {as_count(days, 'more day')}:"


def ask(survey: Survey) -> str:
    """Say whom to ask."""
    contact = survey.partnership.contact
    who = f"write to {contact}" if contact else f"ask the coordinators of {survey.partnership.name}"
    return f"If anything is unclear, {who}."


def fill(letter: str, survey: Survey, organisation: str, **more: str) -> str:
    """Fill a letter in: with what all of them say, and with what only this one says."""
    return letter.format(
        partnership=survey.partnership.name,
        organisation=organisation,
        title=survey.title,
        promise=paragraph(promise_of(survey).letter),
        ask=ask(survey),
        **more,
    )


def name_of(one: Invitation | Response) -> str:
    """Give the name of the organisation that a letter goes to."""
    return one.participation.organisation.name


def invitation_letter(invitation: Invitation, link: str) -> tuple[str, str]:
    """Give the subject and the words of an invitation."""
    survey = invitation.survey
    works = until(survey, late_day(survey, invitation.participation))
    body = fill(INVITATION, survey, name_of(invitation), link=link, until=works)
    return f"{survey.title}: your link", with_stop_line(body, stop_address(link))


def stop_address(link: str) -> str:
    """Give the address at which the holder of a personal link stops such letters."""
    return f"{link}/stop"


def reminder_letter(
    invitation: Invitation, link: str, *, begun: bool, last: bool
) -> tuple[str, str]:
    """Give the subject and the words of a reminder; the last one says that it is the last."""
    survey = invitation.survey
    body = fill(
        REMINDER,
        survey,
        name_of(invitation),
        link=link,
        begun="What you have begun is saved." if begun else "It would help to hear from you.",
        still_open=still_open(survey),
        which="This is our last reminder." if last else "If you have no time now, leave it be.",
    )
    subject = f"{survey.title}: {'last reminder' if last else 'a reminder'}"
    return subject, with_stop_line(body, stop_address(link))


def confirmation_letter(registration: Registration, link: str) -> tuple[str, str]:
    """Give the subject and the words of the e-mail that asks to confirm a registration."""
    survey, name = registration.survey, registration.contact_name
    body = fill(CONFIRMATION, survey, registration.organisation_name, name=name, link=link)
    return f"{survey.partnership.name}: please confirm", body


def welcome_letter(registration: Registration, link: str) -> tuple[str, str]:
    """Give the subject and the words of the e-mail with the link of a new organisation."""
    survey, name = registration.survey, registration.contact_name
    body = fill(
        WELCOME, survey, registration.organisation_name, name=name, link=link, until=until(survey)
    )
    return f"{survey.title}: your link", with_stop_line(body, stop_address(link))


def again_letter(invitation: Invitation, link: str) -> tuple[str, str]:
    """Give the subject and the words of a link that somebody asked for again."""
    survey = invitation.survey
    body = fill(AGAIN, survey, name_of(invitation), link=link)
    return f"{survey.title}: your link once more", body


def receipt_letter(response: Response, day: str) -> tuple[str, str]:
    """Give the subject and the words that say that answers have arrived."""
    survey = response.survey
    following = paragraph(NEXT[survey.mode])
    body = fill(RECEIPT, survey, name_of(response), day=day, next=following)
    return f"{survey.title}: we have your answers", body
