"""The coordinator's page on which a survey comes to follow an earlier one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response as Page

from portal.models.surveys import Survey
from portal.running.following_forms import FollowForm
from portal.running.views import address, facts_of
from portal.surveys.following import BEGUN, let_follow, list_possible
from portal.surveys.modes import has_begun
from portal.surveys.service import get_survey
from portal.web.login import here, person_here
from portal.web.transactions import commits, refusals_to

following = Blueprint("following", __name__, url_prefix="/p/<partnership>/surveys/<survey>")


def form_for(survey: Survey, possible: list[Survey]) -> FollowForm:
    """Make the form with the surveys that one could follow."""
    now = {"follows": survey.follows_id or 0}
    form = FollowForm(data=now) if request.method == "GET" else FollowForm()
    form.offer(possible)
    return form


@following.route("/follows", methods=["GET", "POST"])
@commits
def choose(partnership: str, survey: str) -> str | Page:
    """Choose which earlier survey the questions can look back at, while nobody has begun."""
    found = get_survey(here(), survey)
    possible = list_possible(found)
    form = form_for(found, possible)
    if form.validate_on_submit():
        with refusals_to(form):
            earlier = next((one for one in possible if one.id == form.follows.data), None)
            let_follow(found, earlier, person_id=person_here().id)
            flash(words_for(earlier), "success")
            return redirect(address(found))
    facts: dict[str, Any] = {"possible": possible, "frozen": BEGUN if has_begun(found) else ""}
    return render_template("surveys/follows.html", form=form, **facts, **facts_of(found))


def words_for(earlier: Survey | None) -> str:
    """Say what a survey follows now."""
    return f"It follows “{earlier.title}” now." if earlier else "It follows no other survey now."
