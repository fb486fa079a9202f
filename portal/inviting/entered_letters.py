"""The letter to an organisation for which answers were entered: who did it, and how to look."""

from portal.inviting.letters import fill, name_of, stop_address, until
from portal.mail.service import with_stop_line
from portal.models.days import day_of
from portal.models.surveys import Invitation
from portal.surveys.late import late_day

ENTERED = """Hello,

{enterer} has entered answers of {organisation} to the survey "{title}" of {partnership}, as
{told_by} told them {channel}. They were sent on {day}.

They are not in this e-mail. Look at them here, and change whatever is not right{until}:

{link}

You need no account. The link is for {organisation} only, so please do not pass it on outside.

If nobody of you told these answers, tell us at once. {ask}
"""


def entered_letter(
    invitation: Invitation, link: str, channel: str, told_by: str, enterer: str
) -> tuple[str, str]:
    """Give the subject and the words of the letter."""
    survey, day = invitation.survey, day_of(invitation.created_at)
    body = fill(
        ENTERED,
        survey,
        name_of(invitation),
        enterer=enterer[:1].upper() + enterer[1:],
        told_by=told_by,
        channel=channel,
        day=f"{day.day} {day:%B %Y}",
        until=until(survey, late_day(survey, invitation.participation)),
        link=link,
    )
    subject = f"{survey.title}: answers were entered for you"
    return subject, with_stop_line(body, stop_address(link))
