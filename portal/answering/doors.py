"""Pages that come from a browser whose sign-in or link has ended: held, and saved by a button.

Nothing is written here. What was posted stands in the answer, with a fresh token; posted again, it
passes the same guards and the same check of versions as any page. Whether there is such a response
shows to those alone who may open it.
"""

from flask import Blueprint, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as Page

from portal.errors import NotThere
from portal.models.base import db
from portal.web.errors import show_away, show_domain_error, show_http_error
from portal.web.held import Held, hold_post
from portal.web.languages import speak_alone
from portal.web.login import may_answer, meet_visitor

# The pages on which somebody types.
TYPED_ON = {"answering.page", "sending.check"}


def hold_typed(error: HTTPException) -> Page:
    """Hold what was typed where the door is shut or the token is old, with the error's status."""
    held = hold_post() if request.endpoint in TYPED_ON else None
    if held is None:
        return show_http_error(error)
    try:
        return make_response(held_page(held), error.code or 400)
    except OperationalError as away:
        return show_away(away)


def give_back(error: NotThere) -> Page:
    """Give back what was typed on a page that is not asked any more."""
    held = hold_post() if request.endpoint == "answering.page" else None
    if held is None or "visitor" not in g:
        return show_domain_error(error)
    db.session.rollback()
    response = (request.view_args or {})["response"]
    page = render_template("answering/not_asked.html", held=held, response_id=response)
    return make_response(page, error.status)


def held_page(held: Held) -> str:
    """Say how to come back in, or, where that is done already, ask to press the button."""
    meet_visitor()
    speak_alone()
    response = (request.view_args or {})["response"]
    return render_template(
        "answering/held.html",
        held=held.without_token(),
        response_id=response,
        may_answer=may_answer(response),
        sends=request.endpoint == "sending.check",
    )


def guard_typing(blueprint: Blueprint) -> Blueprint:
    """Let the pages of a blueprint lose nothing when a door is shut."""
    blueprint.register_error_handler(CSRFError, hold_typed)
    blueprint.register_error_handler(NotFound, hold_typed)
    blueprint.register_error_handler(NotThere, give_back)
    return blueprint
