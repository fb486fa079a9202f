"""Errors become pages: domain errors, HTTP errors and a database that is away.

Where a posted page could not be saved by no fault of its own, the answer holds it, with a button to
try again. That needs no database and no session.
"""

import structlog
from flask import Flask, current_app, g, make_response, render_template
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    TimeoutError,
)
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from portal.errors import DomainError
from portal.models.base import db
from portal.web.held import hold_post
from portal.web.languages import speak_english
from portal.web.login import Visitor

log = structlog.get_logger()
PAGES = {400, 403, 404, 409, 413, 429, 500, 503}


def error_page(status: int, error: object = None) -> Response:
    """Render the page for a status; it needs no database."""
    if "visitor" not in g or status >= 500:
        g.visitor = Visitor(None, None, None, frozenset())
    speak_english()
    page = status if status in PAGES else (500 if status >= 500 else 400)
    held = hold_post() if status >= 500 else None
    return make_response(render_template(f"errors/{page}.html", error=error, held=held), status)


def show_domain_error(error: DomainError) -> Response:
    """Show a refusal with its own words."""
    db.session.rollback()
    return error_page(error.status, error)


def show_http_error(error: HTTPException) -> Response:
    """Show an HTTP error in Patchwork's look, with the headers that it carries."""
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    response = error_page(error.code or 500)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def show_clash(error: IntegrityError) -> Response:
    """Two people did the same thing at once and a constraint kept one of them."""
    db.session.rollback()
    # The database's own words would name the values, which may be addresses.
    log.warning("clash", statement=(error.statement or "")[:120])
    return error_page(409)


def show_unstorable(error: DataError) -> Response:
    """Somebody sent what the database cannot hold, such as a NUL or a number without end."""
    db.session.rollback()
    log.warning("unstorable", reason=type(error.orig).__name__)
    return error_page(400)


def show_away(error: OperationalError | InterfaceError | TimeoutError) -> Response:
    """Say plainly that nothing was saved because the database is away, or locked for too long."""
    forget_changes()
    log.error("database away", reason=type(getattr(error, "orig", None) or error).__name__)
    response = error_page(503)
    response.headers["Retry-After"] = "30"
    return response


def forget_changes() -> None:
    """Roll back where that is still possible; a connection that is gone has kept nothing."""
    try:
        db.session.rollback()
    except DBAPIError:
        db.session.remove()


def show_fault(error: Exception) -> Response:
    """A fault of ours: the log gets all of it, the page says what became of the work."""
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    db.session.rollback()
    log.exception("fault")
    return error_page(InternalServerError.code)


def prepare_errors(app: Flask) -> None:
    """Register the pages."""
    app.register_error_handler(DomainError, show_domain_error)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(IntegrityError, show_clash)
    app.register_error_handler(DataError, show_unstorable)
    for away in (OperationalError, InterfaceError, TimeoutError):
        app.register_error_handler(away, show_away)
    app.register_error_handler(Exception, show_fault)
