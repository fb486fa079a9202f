"""Stopping letters: the link at the end of each of them, and the button of mail programs."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Page

from portal.answering.languages import speak_of
from portal.answering.pages import no_link
from portal.inviting.invitations import find_addressed
from portal.inviting.stops import OPTED_OUT, find_stop, opt_out, take_back
from portal.models.surveys import Invitation
from portal.web.forms import ConfirmForm
from portal.web.security import csrf, led_nowhere, limiter
from portal.web.transactions import commits

stopping = Blueprint("stopping", __name__)
GUESSES = "120 per hour"


@stopping.route("/link/<token>/stop", methods=["GET", "POST"])
@csrf.exempt
@limiter.limit(GUESSES, deduct_when=led_nowhere)
@commits
def stop(token: str) -> str | Page:
    """Show a button, because mail scanners open links; pressing it stops letters to the address.

    Mail programs press their own (RFC 8058), without a session: the link itself is the proof, as
    it is for whoever opens the page.
    """
    invitation = find_addressed(token)
    if invitation is None:
        return no_link()
    pressed = request.form.get("List-Unsubscribe") == "One-Click"
    form = ConfirmForm()
    if pressed and request.method == "POST":
        opt_out(invitation)
    elif form.validate_on_submit():
        opt_out(invitation)
        return redirect(url_for("stopping.stop", token=token))
    return show(invitation, token, form)


def show(invitation: Invitation, token: str, form: ConfirmForm) -> str:
    """Say whether letters go to the address, and offer the other."""
    speak_of(invitation.survey)
    found = find_stop(invitation.survey.partnership_id, invitation.email)
    return render_template(
        "stopping/stop.html",
        form=form,
        token=token,
        invitation=invitation,
        survey=invitation.survey,
        organisation=invitation.participation.organisation,
        stopped=found is not None and found.why == OPTED_OUT,
    )


@stopping.post("/link/<token>/letters-again")
@limiter.limit(GUESSES, deduct_when=led_nowhere)
@commits
def undo(token: str) -> Page:
    """Let letters come to the address again."""
    invitation = find_addressed(token)
    if invitation is None:
        return no_link()
    if ConfirmForm().validate_on_submit():
        take_back(invitation)
    return redirect(url_for("stopping.stop", token=token))
