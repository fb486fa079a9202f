"""The coordinator's pages for reaching one organisation: talks, and addresses without letters."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Page

from portal.inviting.replies import hold_talk
from portal.inviting.stops import lift_bounce, stop_mail
from portal.inviting.tracking import Row, get_row
from portal.models.surveys import Survey
from portal.running.contact_forms import StopForm
from portal.running.views import facts_of
from portal.surveys.service import get_survey
from portal.web.forms import ConfirmForm
from portal.web.login import here, person_here
from portal.web.transactions import commits, refusals_to

contacts = Blueprint(
    "contacts",
    __name__,
    url_prefix="/p/<partnership>/surveys/<survey>/organisations/<int:organisation_id>",
)


def back_to(survey: Survey, row: Row) -> Page:
    """Lead back to the page about the organisation."""
    at: dict[str, Any] = {"partnership": survey.partnership.slug, "survey": survey.slug}
    return redirect(url_for("inviting.organisation", organisation_id=row.number, **at))


def say_refused(form: ConfirmForm) -> None:
    """Say why something was refused that is pressed on another page."""
    for message in form.form_errors:
        flash(message, "caution")


@contacts.post("/talk-held")
@commits
def talk_held(partnership: str, survey: str, organisation_id: int) -> Page:
    """Note that a talk was held; the organisation stands again where it stood before."""
    found = get_survey(here(), survey)
    row = get_row(found, organisation_id)
    form = ConfirmForm()
    if form.validate_on_submit() and row.response is not None:
        with refusals_to(form):
            hold_talk(row.response, person_id=person_here().id)
            flash(f"Noted: you talked with {row.name}.", "success")
    say_refused(form)
    return back_to(found, row)


@contacts.route("/no-letters", methods=["GET", "POST"])
@commits
def stop(partnership: str, survey: str, organisation_id: int) -> str | Page:
    """Say why no letters should go to the address of an organisation, and stop them."""
    found = get_survey(here(), survey)
    row = get_row(found, organisation_id)
    if not row.participation.contact_email:
        return back_to(found, row)
    form = StopForm()
    if form.validate_on_submit():
        address = row.participation.contact_email
        stop_mail(here().id, address, form.why.data, person_id=person_here().id)
        flash(f"No more e-mails about surveys go to {address}.", "success")
        return back_to(found, row)
    return render_template("surveys/no_letters.html", form=form, row=row, **facts_of(found))


@contacts.post("/letters-again")
@commits
def lift(partnership: str, survey: str, organisation_id: int) -> Page:
    """Write to an address again whose letters came back."""
    found = get_survey(here(), survey)
    row = get_row(found, organisation_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            lift_bounce(here().id, row.participation.contact_email, person_id=person_here().id)
            flash(f"E-mails may go to {row.participation.contact_email} again.", "success")
    say_refused(form)
    return back_to(found, row)
