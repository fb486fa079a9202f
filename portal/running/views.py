"""The coordinator's pages: making a survey, running it, seeing who has answered."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Page

from portal.errors import Conflict, NotThere, Refused
from portal.inviting.standings import count_states, count_those_asked
from portal.models.surveys import Survey
from portal.organisations.service import get_participation
from portal.running.browsing import tracker_facts
from portal.running.forms import CreateForm, ExtendForm, OpenForm, ReopenForm
from portal.surveys import service
from portal.surveys.channels import NAMES
from portal.surveys.earlier import get_earlier
from portal.surveys.exports import answers_csv, dictionary_csv
from portal.surveys.following import list_unanswerable
from portal.surveys.late import came_late
from portal.surveys.opening import (
    days_mark,
    first_day,
    last_day,
    standing_of,
    takes_registrations,
)
from portal.surveys.promises import promise_of
from portal.surveys.ready import ready_registration
from portal.surveys.responses import start_response
from portal.surveys.trail import list_reopenings
from portal.surveys.withholding import withheld
from portal.web.downloads import as_attachment
from portal.web.filters import as_day
from portal.web.forms import ConfirmForm
from portal.web.login import here, person_here
from portal.web.transactions import commits, refusals_to

OPENING_FORMS = {
    "draft": OpenForm,
    "scheduled": OpenForm,
    "open": ExtendForm,
    "closed": ReopenForm,
}

surveys = Blueprint("surveys", __name__, url_prefix="/p/<partnership>/surveys")


def facts_of(survey: Survey) -> dict[str, Any]:
    """Give what every page about one survey shows."""
    return {
        "survey": survey,
        "standing": standing_of(survey),
        "first_day": first_day(survey),
        "last_day": last_day(survey),
        "registers": takes_registrations(survey),
        "promise": promise_of(survey),
        "withheld": withheld(survey),
    }


def address(survey: Survey, endpoint: str = "surveys.show") -> str:
    """Give the address of a page about one survey."""
    return url_for(endpoint, partnership=survey.partnership.slug, survey=survey.slug)


@surveys.get("")
def index(partnership: str) -> str:
    """List the partnership's surveys with how many have answered."""
    listed = [
        {**facts_of(one), "counts": count_states(one), "asked": count_those_asked(one)}
        for one in service.list_surveys(here())
    ]
    return render_template("surveys/index.html", surveys=listed)


@surveys.route("/new", methods=["GET", "POST"])
@commits
def create(partnership: str) -> str | Page:
    """Make a survey from the ready registration of interest."""
    form = CreateForm()
    definition = ready_registration(here())
    if form.validate_on_submit():
        made = service.create_survey(
            here(), form.title.data, definition, person_id=person_here().id
        )
        flash("The survey is made. Look at it as people will see it, then open it.", "success")
        return redirect(address(made))
    return render_template("surveys/create.html", form=form, definition=definition)


@surveys.get("/<survey>")
def show(partnership: str, survey: str) -> str:
    """Track who was invited, who has begun and who has sent."""
    found = service.get_survey(here(), survey)
    return render_template(
        "surveys/show.html",
        channels=NAMES,
        came_late=came_late,
        form=ConfirmForm(),
        earlier=get_earlier(found),
        unanswerable=list_unanswerable(found),
        reopenings=list_reopenings(found),
        **tracker_facts(found),
        **facts_of(found),
    )


@surveys.route("/<survey>/open", methods=["GET", "POST"], endpoint="open")
@commits
def open_(partnership: str, survey: str) -> str | Page:
    """Open a survey now or on a day, move its days, or open it again."""
    found = service.get_survey(here(), survey)
    standing = standing_of(found)
    form: Any = OPENING_FORMS[standing]()
    if request.method == "GET":
        set_already = standing in {"scheduled", "open"}
        days = {"first_day": first_day(found), "last_day": last_day(found)} if set_already else {}
        form.process(data={"seen": days_mark(found), **days})
    if form.validate_on_submit():
        with refusals_to(form):
            set_days(found, form)
            words = {"scheduled": f"The survey opens on {as_day(first_day(found))}."}
            flash(words.get(standing_of(found), "The survey is open."), "success")
            return redirect(address(found))
    return render_template("surveys/open.html", form=form, **facts_of(found))


def set_days(survey: Survey, form: Any) -> None:
    """Open a survey or move its days; where somebody else did so meanwhile, say it first."""
    wishes = {name: form[name].data for name in ("first_day", "reason", "seen") if name in form}
    try:
        service.open_survey(survey, form.last_day.data, person_id=person_here().id, **wishes)
    except Conflict as conflict:
        form.seen.data = days_mark(survey)
        raise Refused(conflict.message) from None


@surveys.route("/<survey>/close", methods=["GET", "POST"])
@commits
def close(partnership: str, survey: str) -> str | Page:
    """Say what closing does, and do it."""
    found = service.get_survey(here(), survey)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            called_off = standing_of(found) == "scheduled"
            service.close_survey(found, person_id=person_here().id)
            words = "The survey does not open by itself any more."
            flash(words if called_off else "The survey is closed.", "success")
            return redirect(address(found))
    counts = count_states(found)
    return render_template("surveys/close.html", form=form, counts=counts, **facts_of(found))


@surveys.post("/<survey>/registration/<any(on, off):wanted>")
@commits
def registration(partnership: str, survey: str, wanted: str) -> Page:
    """Let anybody register interest in public, or no longer."""
    found = service.get_survey(here(), survey)
    if ConfirmForm().validate_on_submit():
        service.set_registration(found, wanted == "on", person_id=person_here().id)
        words = {
            "on": "Anybody can register interest now. The link stands on your public page.",
            "off": "Nobody new can register interest now.",
        }
        flash(words[wanted], "success")
    return redirect(address(found))


@surveys.get("/<survey>/<any(answers, dictionary):what>.csv")
def export(partnership: str, survey: str, what: str) -> Page:
    """Give the sent answers, or the meaning of their columns, as CSV."""
    found = service.get_survey(here(), survey)
    text = answers_csv(found) if what == "answers" else dictionary_csv(found)
    return as_attachment(text, f"{found.slug}-{what}.csv", "text/csv")


@surveys.post("/<survey>/start/<int:organisation_id>")
@commits
def start_answering(partnership: str, survey: str, organisation_id: int) -> Page:
    """Let a person who speaks for an organisation answer without a link."""
    found = service.get_survey(here(), survey)
    if not ConfirmForm().validate_on_submit():
        raise NotThere()
    participation = get_participation(here(), organisation_id)
    response = start_response(found, participation)
    return redirect(url_for("answering.tasks", response=response.public_id))
