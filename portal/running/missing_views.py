"""The page that says who is missing from a survey, area by area and theme by theme."""

from flask import Blueprint, render_template

from portal.inviting.missing import find_missing
from portal.inviting.standings import MISSING
from portal.running.views import facts_of
from portal.surveys.service import get_survey
from portal.web.login import here

missing = Blueprint("missing", __name__, url_prefix="/p/<partnership>/surveys/<survey>")


@missing.get("/missing")
def show(partnership: str, survey: str) -> str:
    """Show where nobody has answered yet, and how many have elsewhere."""
    found = get_survey(here(), survey)
    return render_template(
        "surveys/missing.html", found=find_missing(found), missing=MISSING, **facts_of(found)
    )
