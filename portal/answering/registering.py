"""The public pages on which anybody registers interest and confirms their address."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as Page

from portal.answering.forms import RegisterForm
from portal.answering.languages import keep_language, speak_of
from portal.answering.pages import no_link
from portal.errors import NotThere
from portal.inviting import registrations
from portal.models.partnerships import Partnership
from portal.models.surveys import Survey
from portal.surveys.opening import last_day, takes_registrations
from portal.surveys.service import get_survey, list_public
from portal.web.filters import as_day
from portal.web.forms import ConfirmForm
from portal.web.links import whole_address
from portal.web.login import here, open_door
from portal.web.security import led_nowhere, limiter, was_done
from portal.web.slots import Offer, open_now
from portal.web.transactions import commits, refusals_to

registering = Blueprint("registering", __name__)
# A hall full of people has one connection; an address gets few e-mails wherever they come from.
FROM_ONE_PLACE = "200 per hour; 500 per day"


@open_now
def offers(partnership: Partnership) -> list[Offer]:
    """Put the surveys in which anybody may register interest on the partnership's public page."""
    return [
        Offer(
            survey.title,
            "Tell us what you do, where, and who you know. It takes about ten minutes."
            + (f" Open until {as_day(last_day(survey))}." if last_day(survey) else ""),
            url_for("registering.register", partnership=partnership.slug, survey=survey.slug),
            "Register interest",
        )
        for survey in list_public(partnership)
    ]


def open_to_all(slug: str) -> Survey:
    """Give a survey of this partnership in which anybody may register interest now."""
    survey = get_survey(here(), slug)
    if not takes_registrations(survey):
        raise NotThere("This survey takes no registrations now.")
    return survey


@registering.route("/p/<partnership>/register/<survey>", methods=["GET", "POST"])
@limiter.limit(FROM_ONE_PLACE, methods=["POST"], deduct_when=was_done)
@commits
def register(partnership: str, survey: str) -> str | Page:
    """Ask who somebody is and e-mail them a link; known or not, the answer is the same."""
    wanted = open_to_all(survey)
    speak_of(wanted)
    form = RegisterForm()
    if form.validate_on_submit():
        with refusals_to(form):
            registrations.register(
                wanted,
                form.organisation_name.data,
                form.contact_name.data,
                form.email.data,
                lambda token: whole_address("registering.confirm", token=token),
            )
            return redirect(url_for("registering.sent", partnership=partnership, survey=survey))
    return render_template(
        "registering/register.html", survey=wanted, form=form, last_day=last_day(wanted)
    )


@registering.get("/p/<partnership>/register/<survey>/sent")
def sent(partnership: str, survey: str) -> str:
    """Say that a link is on its way."""
    wanted = open_to_all(survey)
    speak_of(wanted)
    return render_template("registering/sent.html", survey=wanted)


@registering.route("/register/<token>", methods=["GET", "POST"])
@limiter.limit("60 per hour", deduct_when=led_nowhere)
@commits
def confirm(token: str) -> str | Page:
    """Show a button, because mail scanners open links; pressing it lets the organisation in."""
    registration = registrations.find_waiting(token)
    if registration is None:
        return no_link()
    speak_of(registration.survey)
    form = ConfirmForm()
    if form.validate_on_submit():
        response, invitation = registrations.confirm(
            token, lambda link: whole_address("answering.open_link", token=link)
        )
        open_door(response, invitation)
        keep_language(response)
        return redirect(url_for("answering.tasks", response=response.public_id))
    return render_template(
        "registering/confirm.html",
        registration=registration,
        survey=registration.survey,
        form=form,
    )
