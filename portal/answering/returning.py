"""Coming back without a link at hand: another one goes to the address on record."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as Page

from portal.inviting.relinking import send_link_again
from portal.web.forms import ConfirmForm
from portal.web.languages import speak_alone
from portal.web.links import whole_address
from portal.web.security import limiter
from portal.web.transactions import commits

returning = Blueprint("returning", __name__)


@returning.post("/answer/<response>/link")
@limiter.limit("20 per hour")
@commits
def send_link(response: str) -> Page:
    """E-mail a link; the answer is the same whether or not there is anything to send."""
    if ConfirmForm().validate_on_submit():
        send_link_again(response, lambda token: whole_address("answering.open_link", token=token))
    return redirect(url_for("returning.link_sent"))


@returning.get("/link-again/sent")
def link_sent() -> str:
    """Say that a link is on its way, if there is an address to send it to."""
    speak_alone()
    return render_template("answering/link_on_its_way.html")
