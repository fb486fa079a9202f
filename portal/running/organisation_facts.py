"""What the page about one organisation says of how its answers come: entered for it, or late."""

from typing import Any

from portal.models.surveys import Response, Survey
from portal.surveys.behalf import why_not
from portal.surveys.channels import BY, is_being_entered, last_entered, was_entered, who_entered
from portal.surveys.late import came_late, is_let_in, last_day_for, why_nobody


def facts_of_organisation(survey: Survey, response: Response | None) -> dict[str, Any]:
    """Give what a coordinator can do for one organisation, and what was done."""
    return {
        "may_enter": not why_not(survey, response),
        "may_be_late": not why_nobody(survey),
        "being_entered": response is not None and is_being_entered(response),
        "let_in": last_day_for(response) if response and is_let_in(response) else None,
        "came_late": response is not None and came_late(response, response.sent_at),
        **entry_of(response),
    }


def entry_of(response: Response | None) -> dict[str, Any]:
    """Say who enters or entered answers, how they were told, and whether others were sent since."""
    if response is not None and is_being_entered(response):
        return {"told": BY[response.channel], "enterer": who_entered(response)}
    entered = last_entered(response) if response is not None else None
    if response is None or entered is None:
        return {"told": "", "enterer": ""}
    return {
        "told": BY[entered.channel],
        "told_by": entered.sent_by,
        "enterer": who_entered(entered),
        "changed_since": not was_entered(response),
    }
