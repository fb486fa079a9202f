"""Who is answering: the organisation itself, or a coordinator who enters what it told them."""

from typing import Any

from flask import flash

from portal.inviting.entered_letters import entered_letter
from portal.inviting.invitations import may_write_to, new_link
from portal.inviting.relinking import address_for
from portal.inviting.stops import list_stops
from portal.mail.service import queue_email
from portal.models.base import db
from portal.models.surveys import Response
from portal.surveys.behalf import leave_to_organisation
from portal.surveys.channels import BY, is_being_entered, who_entered
from portal.surveys.papers import Paper, paper_of
from portal.surveys.promises import has_names
from portal.surveys.questionnaires import Audience
from portal.web.languages import spoken, told
from portal.web.links import whole_address
from portal.web.login import enters
from survey import tell


def audience_here(response: Response) -> Audience:
    """Give who answers: what coordinators may not see is not asked when one of them enters."""
    return "coordinators" if enters(response) else None


def paper_here(response: Response) -> Paper:
    """Give the paper of a response as whoever answers now may see it."""
    return paper_of(response, audience_here(response), spoken().now)


def entering_facts(response: Response) -> dict[str, Any]:
    """Give what the pages say of a draft that is being entered for somebody."""
    if not is_being_entered(response):
        return {"entering": False, "entered": ""}
    return {
        "entering": enters(response),
        "entered": BY[response.channel],
        "entered_by": who_entered(response),
        "must_carry_on": must_carry_on(response),
    }


def must_carry_on(response: Response) -> bool:
    """Tell whether an organisation has to shut the coordinator's door before it writes anything.

    Where answers have no names nobody may read, with the name, what it writes itself.
    """
    itself = is_being_entered(response) and not enters(response)
    return itself and not has_names(response.survey)


def carry_on(response: Response) -> bool:
    """Let an organisation carry on itself with what was entered; False where nobody enters it."""
    if enters(response) or not leave_to_organisation(response):
        return False
    flash(told(tell("You carry on yourself. What was entered is still there.")), "success")
    return True


def tell_organisation(response: Response) -> bool:
    """E-mail the organisation that answers were entered; False where no address takes letters."""
    address = address_for(response)
    if not may_write_to(address, list_stops(response.survey.partnership_id)):
        return False
    invitation, token = new_link(response.survey, response.participation, address)
    invitation.sent_at = response.sent_at
    db.session.add(invitation)
    db.session.flush()
    link = whole_address("answering.open_link", token=token)
    subject, body = entered_letter(
        invitation, link, BY[response.channel], response.answered_by, who_entered(response)
    )
    queue_email(f"entered:{invitation.id}", invitation.email, subject, body)
    return True
