"""What the frame of every page needs: where the visitor is and where they can go."""

from typing import Any

from flask import Flask, current_app, request, url_for

from portal.web.login import Visitor, visitor
from portal.web.policy import RULES

# Label, page it leads to, blueprint that it stands for.
PLACES = (
    ("Overview", "partnerships.overview", "overview"),
    ("Surveys", "surveys.index", "surveys"),
    ("Briefs", "consortia.briefs", "briefs"),
    ("Groups", "consortia.groupings", "groups"),
    ("Network", "network.show", "network"),
    ("Organisations", "organisations.index", "organisations"),
    ("Settings", "partnerships.settings", "settings"),
)


def navigation(who: Visitor) -> list[dict[str, Any]]:
    """List the places in this partnership that the visitor may go to."""
    if who.partnership is None or who.person is None:
        return []
    arguments: dict[str, Any] = {"partnership": who.partnership.slug}
    return [
        {
            "label": label,
            "href": url_for(endpoint, **arguments),
            "current": current_place() == place,
        }
        for label, endpoint, place in PLACES
        if endpoint in RULES and RULES[endpoint].allows(who, arguments)
    ]


def current_place() -> str:
    """Name the place of the page at hand, by the first word of its address after the slug."""
    parts = (request.path or "").strip("/").split("/")
    return parts[2] if len(parts) > 2 and parts[0] == "p" else ""


def role_in_words(who: Visitor) -> str:
    """Say in words what the visitor is here."""
    if who.role:
        return {"coordinator": "Coordinator", "viewer": "Infrastructure body"}[who.role]
    if who.organisations:
        return "Organisation"
    return "Administrator" if who.is_administrator else ""


def prepare_navigation(app: Flask) -> None:
    """Offer the frame's facts to every template."""

    @app.context_processor
    def frame() -> dict[str, Any]:
        who = visitor()
        return {
            "visitor": who,
            "partnership": who.partnership,
            "role_words": role_in_words(who),
            "navigation": navigation(who),
            "demonstration": current_app.config["DEMONSTRATION"],
            "help_contact": current_app.config["HELP_CONTACT"],
        }
