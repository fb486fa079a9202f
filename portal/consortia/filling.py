"""Where a reader can fill in, or ask for, a fact that is not known yet."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.organisations.editing import CONTROLS
from portal.surveys.service import list_open
from portal.web.login import Visitor, here


@dataclass(frozen=True, slots=True)
class Filling:
    """The ways that are open to one visitor; `survey` is one that takes answers now."""

    visitor: Visitor
    survey: str | None

    def address(self, organisation_id: int | None, field: str) -> str | None:
        """Give where a fact of an organisation can be filled in, None where this reader cannot.

        Its own people fill it in; coordinators read out or send the link to a survey.
        """
        if organisation_id is None:
            return None
        at: dict[str, Any] = {"partnership": here().slug, "organisation_id": organisation_id}
        if organisation_id in self.visitor.organisations and field in CONTROLS:
            return url_for("profile.edit", field=field, **at)
        if self.visitor.role == "coordinator" and self.survey is not None:
            return url_for("inviting.organisation", survey=self.survey, **at)
        return None


def ways_to_fill(visitor: Visitor) -> Filling:
    """Look up what a visitor can do about silence."""
    open_now = list_open(here()) if visitor.role == "coordinator" else []
    return Filling(visitor, open_now[0].slug if open_now else None)
