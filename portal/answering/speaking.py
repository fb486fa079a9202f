"""In which language an organisation answers: its choice is kept with its answers."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as Page

from portal.answering.pages import on_response
from portal.models.surveys import Response
from portal.web.forms import ConfirmForm, local_path
from portal.web.transactions import commits

speaking = Blueprint("speaking", __name__)


@speaking.post("/answer/<response>/language")
@commits
@on_response
def switch(response: Response) -> Page:
    """Go back to the page that was open; the choice was taken on the way in."""
    ConfirmForm()
    home = url_for("answering.tasks", response=response.public_id)
    return redirect(local_path(request.form.get("next"), home))
