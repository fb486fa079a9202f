"""Changing what was sent, until the close, and going back to it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Page

from portal.answering.entering import paper_here
from portal.answering.pages import facts_of, on_response
from portal.models.surveys import Response
from portal.surveys.amending import begin_amending, keep_sent
from portal.surveys.papers import paper_as_sent
from portal.web.forms import ConfirmForm
from portal.web.languages import told
from portal.web.transactions import commits
from survey import tell

changing = Blueprint("changing", __name__)


@changing.post("/answer/<response>/change")
@commits
@on_response
def begin(response: Response) -> Page:
    """Let sent answers be changed; they count as they were sent until they are sent again."""
    if ConfirmForm().validate_on_submit() and response.state == "sent":
        begin_amending(response)
    return redirect(url_for("answering.tasks", response=response.public_id))


@changing.route("/answer/<response>/keep", methods=["GET", "POST"])
@commits
@on_response
def keep(response: Response) -> str | Page:
    """Show what has changed since sending; the button drops it."""
    form = ConfirmForm()
    if response.state != "amending" or form.validate_on_submit():
        if form.is_submitted() and keep_sent(response):
            flash(told(tell("You kept what you sent. Your changes are gone.")), "success")
        return redirect(url_for("sending.done", response=response.public_id))
    changes = paper_here(response).differences(paper_as_sent(response).answers)
    return render_template("changing/keep.html", form=form, changes=changes, **facts_of(response))
