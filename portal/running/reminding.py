"""The coordinator's page for reminders: who would get one now, who would not and why."""

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response as Page

from portal.inviting.reminders import (
    APART,
    MOST_REMINDERS,
    REASONS,
    count_just_sent,
    plan_reminders,
    send_reminders,
)
from portal.running.inviting import link_to
from portal.running.views import address, facts_of
from portal.surveys.service import get_survey
from portal.web.filters import as_count
from portal.web.forms import ConfirmForm
from portal.web.login import here, person_here
from portal.web.transactions import commits, refusals_to

MOST_SHOWN = 100

reminding = Blueprint("reminding", __name__, url_prefix="/p/<partnership>/surveys/<survey>")


@reminding.route("/remind", methods=["GET", "POST"])
@commits
def remind(partnership: str, survey: str) -> str | Page:
    """Show who would get a reminder now; the button sends them, once however often pressed."""
    found = get_survey(here(), survey)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            sent = len(send_reminders(found, link_to, person_id=person_here().id))
            say_sent(sent or count_just_sent(found))
            return redirect(address(found))
    return render_template(
        "surveys/remind.html",
        form=form,
        plan=plan_reminders(found),
        reasons=REASONS,
        most=MOST_REMINDERS,
        days=APART.days,
        most_shown=MOST_SHOWN,
        **facts_of(found),
    )


def say_sent(number: int) -> None:
    """Say how many reminders are on the way."""
    if number:
        are = "is" if number == 1 else "are"
        flash(f"{as_count(number, 'reminder')} {are} on the way.", "success")
    else:
        flash("Nobody is due a reminder now.", "caution")
