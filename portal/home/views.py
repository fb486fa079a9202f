"""The front page, the pages about Patchwork, and the page of what is mine to do."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from portal.errors import NotThere
from portal.home import service
from portal.web.login import person_here, visitor

home = Blueprint("home", __name__)
PAGES = {"how-suggestions-work", "accessibility", "privacy", "contact"}


@home.get("/")
def show() -> str:
    """Say what Patchwork is, and where to go from here."""
    return render_template("home/show.html", partnerships=service.list_partnerships())


@home.get("/mine")
def mine() -> str | Response:
    """Show the partnerships and organisations of the signed-in person."""
    person = person_here()
    memberships = service.list_memberships(person)
    participations = service.list_own_participations(person)
    if len(memberships) == 1 and not participations and not visitor().is_administrator:
        slug = memberships[0].partnership.slug
        return redirect(url_for("partnerships.overview", partnership=slug))
    return render_template("home/mine.html", memberships=memberships, participations=participations)


@home.get("/about/<page>")
def about(page: str) -> str:
    """Show one of the pages that the footer links to."""
    if page not in PAGES:
        raise NotThere()
    return render_template(f"home/about_{page.replace('-', '_')}.html")


@home.get("/health")
def health() -> dict[str, str]:
    """Tell a monitor that the app and its database answer."""
    service.check_database()
    return {"status": "ok"}


@home.get("/.well-known/security.txt")
def security_contact() -> FlaskResponse:
    """Say where to report a weakness."""
    base = current_app.config["BASE_URL"]
    lines = (
        f"Contact: {base}{url_for('home.about', page='contact')}",
        f"Expires: {datetime.now(UTC) + timedelta(days=180):%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en",
    )
    return FlaskResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@home.get("/system")
def system() -> str:
    """Show the pieces that pages are made of, in demonstration mode."""
    return render_template("system.html")
