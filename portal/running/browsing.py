"""The tracker's page: one page of organisations, what it was filtered by, and the counts."""

from math import ceil
from typing import Any

from flask import request

from portal.inviting.standings import MISSING, STATES, count_states, count_those_asked
from portal.inviting.tracking import list_page
from portal.inviting.whereabouts import UNKNOWN, list_among, list_names
from portal.models.surveys import Survey
from portal.web.forms import wants_page

ROWS = 50
NOT_KNOWN = "Not known yet"
CHOICES = {**STATES, MISSING: "All who have not sent"}


def tracker_facts(survey: Survey) -> dict[str, Any]:
    """Give what the tracker shows, as the address asks, with a fixed number of queries."""
    wanted = {name: request.args.get(name, "")[:100] for name in ("state", "find", "area", "theme")}
    page, counts = wants_page(), count_states(survey)
    rows, count = list_page(
        survey,
        page,
        ROWS,
        state=wanted["state"] if wanted["state"] in CHOICES else "",
        find=wanted["find"],
        among=list_among(survey.partnership, wanted["area"], wanted["theme"]),
    )
    return {
        **wanted,
        "rows": rows,
        "page": page,
        "pages": ceil(count / ROWS),
        "count": count,
        "counts": counts,
        "asked": count_those_asked(survey),
        "total": sum(counts.values()),
        "states": STATES,
        "choices": CHOICES,
        **lists_of(survey),
    }


def lists_of(survey: Survey) -> dict[str, dict[str, str]]:
    """Give the areas and themes that the tracker can be filtered by."""
    areas, themes = (list_names(survey.partnership, field) for field in ("areas", "themes"))
    return {
        "areas": {**dict(sorted(areas.items(), key=lambda one: one[1])), UNKNOWN: NOT_KNOWN},
        "themes": {**themes, UNKNOWN: NOT_KNOWN},
    }
