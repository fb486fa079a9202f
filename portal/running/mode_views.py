"""The coordinator's page on which a survey gets its promise about who answered."""

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Page

from portal.running.running_forms import ModeForm
from portal.running.views import address, facts_of
from portal.surveys.modes import BEGUN, has_begun, list_telling, set_mode
from portal.surveys.papers import preview_paper
from portal.surveys.promises import PROMISES, promise_of
from portal.surveys.service import get_survey
from portal.web.login import here, person_here
from portal.web.transactions import commits, refusals_to

modes = Blueprint("modes", __name__, url_prefix="/p/<partnership>/surveys/<survey>")


@modes.route("/promise", methods=["GET", "POST"])
@commits
def choose(partnership: str, survey: str) -> str | Page:
    """Choose who sees which answers are whose; before the first response, and for good."""
    found = get_survey(here(), survey)
    form = ModeForm(data={"mode": found.mode}) if request.method == "GET" else ModeForm()
    if form.validate_on_submit():
        with refusals_to(form):
            set_mode(found, form.mode.data, person_id=person_here().id)
            flash(f"The survey promises: {promise_of(found).label.lower()}.", "success")
            return redirect(address(found))
    definition = preview_paper(found).definition
    return render_template(
        "surveys/promise.html",
        form=form,
        promises=PROMISES,
        frozen=BEGUN if has_begun(found) else "",
        telling=list_telling(definition),
        definition=definition,
        **facts_of(found),
    )
