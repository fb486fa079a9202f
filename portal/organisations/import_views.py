"""Importing organisations from a file: upload, look at what it would do, then do it."""

import csv
import io
from pathlib import Path

from flask import (
    Blueprint,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from portal.errors import Conflict, DomainError, Refused
from portal.files.tables import read_upload
from portal.organisations import previews
from portal.organisations.forms import ApplyForm, UploadForm
from portal.organisations.imports import apply_plan
from portal.organisations.plans import Plan, plan_import
from portal.organisations.previews import Preview
from portal.organisations.sheets import COLUMNS, NAMES
from portal.web.forms import tidy
from portal.web.login import here, person_here
from portal.web.security import limiter
from portal.web.transactions import commits, refusals_to

importing = Blueprint("importing", __name__, url_prefix="/p/<partnership>/organisations/import")
ACTIONS = ("unreadable", "add", "change", "same")
MOST_SHOWN = 200


def folder() -> Path:
    """Give where files wait between preview and import."""
    kept: Path = current_app.config["INSTANCE"] / "imports"
    return kept


@importing.route("", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def upload(partnership: str) -> str | Response:
    """Take a file and keep it for the preview."""
    form = UploadForm()
    if form.validate_on_submit():
        with refusals_to(form):
            content = read_file(form)
            read_plan(content)
            preview = Preview(
                partnership_id=here().id,
                person_id=person_here().id,
                file_name=str(tidy(form.file.data.filename or "file.csv"))[:120],
                content_hash=previews.hash_content(content),
            )
            token = previews.keep(folder(), content, preview)
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
    by = person_here().id
    content, kept = previews.find(folder(), token, partnership_id=here().id, person_id=by)
    plan = plan_import(here(), content)
    form = ApplyForm(shown=plan.fingerprint)
    if form.validate_on_submit():
        with refusals_to(form):
            return import_all(
                partnership, token, plan, kept.file_name, request.form.get("shown") or "-"
            )
    return render_template(
        "organisations/import_preview.html",
        form=form,
        plan=plan,
        groups=[(action, plan.having(action)) for action in ACTIONS],
        most_shown=MOST_SHOWN,
        file_name=kept.file_name,
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
    previews.drop(folder(), token)
    flash(done, "success")
    return redirect(url_for("organisations.index", partnership=partnership))


def in_words(added: int, changed: int) -> str:
    """Say what an import did."""
    return f"Imported: {added:,} added, {changed:,} changed."


@importing.get("/template.csv")
def template(partnership: str) -> Response:
    """Give an empty file with the names of all columns."""
    text = io.StringIO()
    csv.writer(text).writerow(NAMES)
    answer = make_response("\ufeff" + text.getvalue())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="organisations.csv"'
    return answer
