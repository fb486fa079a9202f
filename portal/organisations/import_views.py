"""Importing organisations from a file: upload, look at what it would do, then do it."""

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from portal.errors import Conflict, DomainError, Refused
from portal.files.tables import read_upload
from portal.organisations.forms import ApplyForm, UploadForm
from portal.organisations.imports import apply_plan
from portal.organisations.plans import Plan, plan_import
from portal.organisations.sheets import COLUMNS, NAMES
from portal.web.downloads import as_attachment
from portal.web.login import here, person_here
from portal.web.previews import shelf
from portal.web.security import limiter
from portal.web.transactions import commits, refusals_to

importing = Blueprint("importing", __name__, url_prefix="/p/<partnership>/organisations/import")
ACTIONS = ("unreadable", "add", "change", "same")
MOST_SHOWN = 200
SHELF = "imports"


@importing.route("", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def upload(partnership: str) -> str | Response:
    """Take a file and keep it for the preview."""
    form = UploadForm()
    if form.validate_on_submit():
        with refusals_to(form):
            content = read_file(form)
            read_plan(content)
            token = shelf(SHELF).keep(content, form.file.data.filename)
            return redirect(url_for("importing.preview", partnership=partnership, token=token))
    return render_template("organisations/import.html", form=form, columns=COLUMNS)


def read_file(form: UploadForm) -> bytes:
    """Read the file, or refuse it at its field."""
    try:
        return read_upload(form.file.data.stream)
    except DomainError as error:
        raise Refused(error.message, field="file") from None


def read_plan(content: bytes) -> Plan:
    """Plan the import, or refuse the file as a whole at its field."""
    try:
        return plan_import(here(), content)
    except DomainError as error:
        raise Refused(error.message, field="file") from None


@importing.route("/<token>", methods=["GET", "POST"])
@commits
def preview(partnership: str, token: str) -> str | Response:
    """Show what the file would do, row by row; pressing the button does it, all or nothing."""
    content, file_name = shelf(SHELF).find(token)
    plan = plan_import(here(), content)
    form = ApplyForm(shown=plan.fingerprint)
    if form.validate_on_submit():
        with refusals_to(form):
            return import_all(partnership, token, plan, file_name, request.form.get("shown") or "-")
    return render_template(
        "organisations/import_preview.html",
        form=form,
        plan=plan,
        groups=[(action, plan.having(action)) for action in ACTIONS],
        most_shown=MOST_SHOWN,
        file_name=file_name,
    )


def import_all(partnership: str, token: str, plan: Plan, file_name: str, shown: str) -> Response:
    """Do what the preview showed; where something has changed since, show it again."""
    # Counted before: once it is done, what was to be added takes part already.
    done = in_words(len(plan.having("add")), len(plan.having("change")))
    try:
        by = person_here().id
        apply_plan(here(), plan, file_name=file_name, expected=shown, by=by)
    except Conflict as conflict:
        flash(conflict.message, "caution")
        return redirect(url_for("importing.preview", partnership=partnership, token=token))
    shelf(SHELF).drop(token)
    flash(done, "success")
    return redirect(url_for("organisations.index", partnership=partnership))


def in_words(added: int, changed: int) -> str:
    """Say what an import did."""
    return f"Imported: {added:,} added, {changed:,} changed."


@importing.get("/template.csv")
def template(partnership: str) -> Response:
    """Give an empty file with the names of all columns."""
    return as_attachment(f"\ufeff{','.join(NAMES)}\r\n", "organisations.csv", "text/csv")
