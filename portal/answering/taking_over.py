"""The organisation carries on itself with answers that a coordinator was entering for it."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response as Page

from portal.answering.entering import carry_on
from portal.answering.pages import on_response
from portal.models.surveys import Response
from portal.web.forms import ConfirmForm
from portal.web.transactions import commits

taking_over = Blueprint("taking_over", __name__)


@taking_over.post("/answer/<response>/take-over")
@commits
@on_response
def take_over(response: Response) -> Page:
    """Shut the coordinator's door: from now on the draft is the organisation's alone."""
    if ConfirmForm().validate_on_submit():
        carry_on(response)
    return redirect(url_for("answering.tasks", response=response.public_id))
