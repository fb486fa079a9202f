"""The front page, the pages about Patchwork, and the page of what is mine to do."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from portal.errors import NotThere
from portal.home import service
from portal.web.login import person_here, visitor

home = Blueprint("home", __name__)
PAGES = {
    "how-suggestions-work": "home/about_how_suggestions_work.html",
    "accessibility": "home/about_accessibility.html",
    "privacy": "home/about_privacy.html",
    "contact": "home/about_contact.html",
}


@home.get("/")
def show() -> str:
    """Say what Patchwork is, and where to go from here."""
    return render_template("home/show.html", partnerships=service.list_partnerships())


@home.get("/mine")
def mine() -> str | Response:
    """Show the partnerships and organisations of the signed-in person."""
    person = person_here()
    memberships = service.list_memberships(person)
    desks = service.list_desks(person)
    if len(memberships) == 1 and not desks and not visitor().is_administrator:
        slug = memberships[0].partnership.slug
        return redirect(url_for("partnerships.overview", partnership=slug))
    return render_template("home/mine.html", memberships=memberships, desks=desks)


@home.get("/about/<page>")
def about(page: str) -> str:
    """Show one of the pages that the footer links to."""
    if page not in PAGES:
        raise NotThere()
    return render_template(PAGES[page], partnerships=service.list_partnerships())


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
