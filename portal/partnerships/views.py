"""The public page, the overview, and making and describing a partnership."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.partnerships import service
from portal.partnerships.coverage import WORTH_KNOWING, measure_coverage
from portal.partnerships.forms import NewPartnershipForm, PartnershipForm
from portal.partnerships.quilts import draw_quilt, read_part
from portal.partnerships.remarks import list_remarks
from portal.web.links import whole_address
from portal.web.login import here, person_here
from portal.web.slots import list_open_now
from portal.web.transactions import commits, refusals_to

partnerships = Blueprint("partnerships", __name__)


@partnerships.get("/p/<partnership>/")
def show(partnership: str) -> str:
    """Show the public page: what it is for, what is open, who takes part, where."""
    found = here()
    return render_template(
        "partnerships/show.html",
        offers=list_open_now(found),
        themes=service.list_themes(found),
        areas=service.list_areas(found),
        parts=service.list_parts(service.list_areas(found)),
        coverage=measure_coverage(found),
    )


@partnerships.get("/p/<partnership>/overview")
def overview(partnership: str) -> str:
    """Show what is covered, what hangs on one, what is missing and what is not known."""
    found = here()
    parts = service.list_parts(service.list_areas(found))
    part = read_part(request.args.get("part"), parts)
    coverage = measure_coverage(found, part)
    return render_template(
        "partnerships/overview.html",
        coverage=coverage,
        quilt=draw_quilt(coverage, partnership),
        remarks=list_remarks(coverage),
        worth_knowing=WORTH_KNOWING,
        parts=parts,
        part=part,
        plain="plain" in request.args,
    )


@partnerships.get("/partnerships")
def index() -> str:
    """List all partnerships, for administrators."""
    return render_template("partnerships/index.html", partnerships=service.list_partnerships())


@partnerships.route("/partnerships/new", methods=["GET", "POST"])
@commits
def create() -> str | Response:
    """Make a partnership and invite its first coordinator."""
    form = NewPartnershipForm()
    if form.validate_on_submit():
        with refusals_to(form):
            by = person_here().id
            made = service.create_partnership(
                form.name.data,
                form.slug.data or "",
                form.purpose.data or "",
                form.contact.data or "",
                by=by,
            )
            if form.coordinator.data:
                link = whole_address("accounts.sign_in")
                service.invite_member(made, form.coordinator.data, "coordinator", link, by=by)
            flash(f"{made.name} is made. Next: themes and areas.", "success")
            return redirect(url_for("partnerships.settings", partnership=made.slug))
    return render_template("partnerships/create.html", form=form)


@partnerships.get("/p/<partnership>/settings")
def settings(partnership: str) -> str:
    """List what can be set up, and what is still to do."""
    found = here()
    return render_template(
        "partnerships/settings.html",
        themes=service.list_themes(found),
        resources=service.list_resources(found),
        areas=service.list_areas(found),
        members=service.list_members(found),
    )


@partnerships.route("/p/<partnership>/settings/description", methods=["GET", "POST"])
@commits
def describe(partnership: str) -> str | Response:
    """Change name, purpose and contact."""
    form = PartnershipForm(obj=here())
    if form.validate_on_submit():
        with refusals_to(form):
            service.edit_partnership(
                here(), form.name.data, form.purpose.data or "", form.contact.data or ""
            )
            flash("Saved.", "success")
            return redirect(url_for("partnerships.settings", partnership=partnership))
    return render_template("partnerships/describe.html", form=form)
