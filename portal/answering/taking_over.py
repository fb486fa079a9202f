"""The organisation carries on itself with answers that a coordinator was entering for it."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response as Page

from portal.answering.pages import on_response
from portal.models.surveys import Response
from portal.surveys.behalf import leave_to_organisation
from portal.web.forms import ConfirmForm
from portal.web.languages import told
from portal.web.login import enters
from portal.web.transactions import commits
from survey import tell

taking_over = Blueprint("taking_over", __name__)


@taking_over.post("/answer/<response>/take-over")
@commits
@on_response
def take_over(response: Response) -> Page:
    """Shut the coordinator's door: from now on the draft is the organisation's alone."""
    itself = not enters(response)
    if ConfirmForm().validate_on_submit() and itself and leave_to_organisation(response):
        flash(told(tell("You carry on yourself. What was entered is still there.")), "success")
    return redirect(url_for("answering.tasks", response=response.public_id))
