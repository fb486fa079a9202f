"""The coordinator's pages for one organisation: entering its answers, letting it answer late."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Page

from portal.inviting.tracking import Row, get_row
from portal.models.surveys import Survey
from portal.running.running_forms import ChannelForm, LateForm
from portal.running.views import facts_of
from portal.surveys.behalf import leave_to_organisation, start_entering, why_not
from portal.surveys.late import end_late, let_in_late
from portal.surveys.service import get_survey
from portal.web.filters import as_day
from portal.web.forms import ConfirmForm
from portal.web.login import here, person_here
from portal.web.transactions import commits, refusals_to

one_organisation = Blueprint(
    "one_organisation",
    __name__,
    url_prefix="/p/<partnership>/surveys/<survey>/organisations/<int:organisation_id>",
)


def back_to(survey: Survey, row: Row) -> Page:
    """Lead back to the page about the organisation."""
    address = url_for(
        "inviting.organisation",
        partnership=survey.partnership.slug,
        survey=survey.slug,
        organisation_id=row.number,
    )
    return redirect(address)


def show(template: str, survey: Survey, row: Row, form: ChannelForm | LateForm) -> str:
    """Render a page about one organisation."""
    organisation = row.participation.organisation
    return render_template(
        template, row=row, organisation=organisation, form=form, **facts_of(survey)
    )


@one_organisation.route("/enter", methods=["GET", "POST"])
@commits
def enter(partnership: str, survey: str, organisation_id: int) -> str | Page:
    """Say how an organisation told its answers, and begin to enter them."""
    found = get_survey(here(), survey)
    row = get_row(found, organisation_id)
    form = ChannelForm()
    reason = why_not(found, row.response)
    if reason:
        flash(reason, "caution")
        return back_to(found, row)
    if request.method == "GET" and row.response and row.response.channel != "online":
        form.channel.data = row.response.channel
    if form.validate_on_submit():
        with refusals_to(form):
            response = start_entering(found, row.participation, form.channel.data, person_here())
            return redirect(url_for("answering.tasks", response=response.public_id))
    return show("surveys/enter.html", found, row, form)


@one_organisation.post("/leave")
@commits
def leave(partnership: str, survey: str, organisation_id: int) -> Page:
    """Leave a draft that was being entered to the organisation."""
    found = get_survey(here(), survey)
    row = get_row(found, organisation_id)
    draft = row.response if ConfirmForm().validate_on_submit() else None
    if draft is not None and leave_to_organisation(draft, person_id=person_here().id):
        flash(f"The draft is {row.name}’s own again. You cannot open it any more.", "success")
    return back_to(found, row)


@one_organisation.route("/late", methods=["GET", "POST"])
@commits
def late(partnership: str, survey: str, organisation_id: int) -> str | Page:
    """Let one organisation answer after the close, until a day and for a reason."""
    found = get_survey(here(), survey)
    row = get_row(found, organisation_id)
    form = LateForm()
    if form.validate_on_submit():
        with refusals_to(form):
            day, reason = form.last_day.data, form.reason.data
            let_in_late(found, row.participation, day, reason, person_id=person_here().id)
            flash(f"{row.name} can answer until {as_day(day)}.", "success")
            return back_to(found, row)
    return show("surveys/late.html", found, row, form)


@one_organisation.post("/late/end")
@commits
def late_end(partnership: str, survey: str, organisation_id: int) -> Page:
    """Let the organisation in no longer."""
    found = get_survey(here(), survey)
    row = get_row(found, organisation_id)
    response = row.response if ConfirmForm().validate_on_submit() else None
    if response is not None and end_late(response, person_id=person_here().id):
        flash(f"{row.name} can no longer answer. What it sent stays.", "success")
    return back_to(found, row)
