"""Pages for signing in and out."""

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from portal.accounts import service
from portal.accounts.forms import SignInForm
from portal.errors import NotThere
from portal.web.forms import ConfirmForm, local_path
from portal.web.links import whole_address
from portal.web.login import person_here, visitor
from portal.web.login import sign_in as start
from portal.web.login import sign_out as end
from portal.web.security import limiter
from portal.web.transactions import commits, refusals_to

accounts = Blueprint("accounts", __name__)


@accounts.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
@commits
def sign_in() -> str | Response:
    """Ask for an address and send a link to it."""
    form = SignInForm()
    if request.method == "GET":
        session["next"] = local_path(request.args.get("next"), "")
    if form.validate_on_submit():
        token = service.make_link(form.email.data)
        link = whole_address("accounts.open_link", token=token)
        service.send_link(form.email.data, token, link)
        return redirect(url_for("accounts.link_sent"))
    return render_template("accounts/sign_in.html", form=form)


@accounts.get("/sign-in/sent")
def link_sent() -> str:
    """Say that a link is on its way, whether or not the address is known."""
    return render_template("accounts/link_sent.html", outbox=not current_app.config["MAIL_SERVER"])


@accounts.route("/sign-in/<token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@commits
def open_link(token: str) -> str | Response:
    """Show a button, because mail scanners open links; pressing it uses the link up."""
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            goal = session.get("next")
            start(service.use_link(token))
            return redirect(local_path(goal, url_for("home.mine")))
    email = service.get_link_email(token)
    return render_template("accounts/open_link.html", form=form, email=email)


@accounts.post("/sign-in/demonstration/<role>")
@commits
def demonstration_sign_in(role: str) -> Response:
    """Sign in as one of the demonstration's people; exists in demonstration mode only."""
    people = current_app.config["DEMONSTRATION_PEOPLE"]
    person = service.get_person(people[role].email) if role in people else None
    if person is None or not ConfirmForm().validate_on_submit():
        raise NotThere()
    start(person)
    return redirect(url_for("home.mine"))


@accounts.post("/sign-out")
@commits
def sign_out() -> Response:
    """Sign out on every device."""
    if visitor().person is not None and ConfirmForm().validate_on_submit():
        end(person_here())
    return redirect(url_for("home.show"))
