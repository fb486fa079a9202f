"""What came back so far, for the coordinators: each question with its counts and figures."""

from flask import Blueprint, render_template

from portal.running.views import facts_of
from portal.surveys.results import get_results
from portal.surveys.service import get_survey
from portal.surveys.withholding import withheld
from portal.web.login import here

results = Blueprint("results", __name__, url_prefix="/p/<partnership>/surveys/<survey>")


@results.get("/results")
def show(partnership: str, survey: str) -> str:
    """Show what all answers come to, or why they cannot be read yet."""
    found = get_survey(here(), survey)
    return render_template(
        "surveys/results.html",
        results=None if withheld(found) else get_results(found),
        **facts_of(found),
    )
