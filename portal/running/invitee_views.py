"""Inviting from a file: upload, look at what it would do, row by row, then do it."""

from typing import Any

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as Page

from portal.errors import Conflict, DomainError, Refused
from portal.files.tables import read_upload
from portal.inviting.invitees import (
    ACTIONS,
    COLUMNS,
    DOES,
    HINTS,
    NAMES,
    NEEDS_MENDING,
    invite_from_file,
    plan_invitees,
)
from portal.models.surveys import Survey
from portal.organisations.forms import ApplyForm, UploadForm
from portal.running.inviting import link_to
from portal.running.views import address, facts_of
from portal.surveys.service import get_survey
from portal.web.downloads import as_attachment
from portal.web.filters import as_count
from portal.web.login import here, person_here
from portal.web.previews import Shelf, shelf
from portal.web.security import limiter
from portal.web.transactions import commits, refusals_to

MOST_SHOWN = 200

invitees = Blueprint(
    "invitees", __name__, url_prefix="/p/<partnership>/surveys/<survey>/invite/file"
)


def waiting(survey: Survey) -> Shelf:
    """Give where files for a survey wait between preview and invitation."""
    return shelf("invitees", survey.id)


@invitees.route("", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def upload(partnership: str, survey: str) -> str | Page:
    """Take a file and keep it for the preview."""
    found = get_survey(here(), survey)
    form = UploadForm()
    if form.validate_on_submit():
        with refusals_to(form):
            token = keep_file(found, form)
            at: dict[str, Any] = {"partnership": partnership, "survey": survey}
            return redirect(url_for("invitees.preview", token=token, **at))
    return render_template("surveys/invitees.html", form=form, columns=COLUMNS, **facts_of(found))


def keep_file(survey: Survey, form: UploadForm) -> str:
    """Keep a file that can be read as a whole, or refuse it at its field."""
    try:
        content = read_upload(form.file.data.stream)
        plan_invitees(survey, content)
    except DomainError as error:
        raise Refused(error.message, field="file") from None
    return waiting(survey).keep(content, form.file.data.filename)


@invitees.route("/<token>", methods=["GET", "POST"])
@commits
def preview(partnership: str, survey: str, token: str) -> str | Page:
    """Show what each row would do; pressing the button invites all who can be."""
    found = get_survey(here(), survey)
    content, file_name = waiting(found).find(token)
    form = ApplyForm()
    if form.validate_on_submit():
        with refusals_to(form):
            return invite_all(found, token, content, file_name)
    plan = plan_invitees(found, content)
    form.shown.data = plan.fingerprint
    return render_template(
        "surveys/invitees_preview.html",
        form=form,
        plan=plan,
        groups=[(action, words, plan.having(action)) for action, words in ACTIONS.items()],
        ready=len(plan.having(*DOES)),
        left_out=len(plan.having(*NEEDS_MENDING)),
        needs_mending=NEEDS_MENDING,
        hints=HINTS,
        most_shown=MOST_SHOWN,
        file_name=file_name,
        **facts_of(found),
    )


def invite_all(survey: Survey, token: str, content: bytes, file_name: str) -> Page:
    """Do what the preview showed; where something has changed since, show it again."""
    try:
        added, sent = invite_from_file(
            survey,
            content,
            link_to,
            expected=request.form.get("shown", ""),
            file_name=file_name,
            person_id=person_here().id,
        )
    except Conflict as conflict:
        flash(conflict.message, "caution")
        at: dict[str, Any] = {"partnership": survey.partnership.slug, "survey": survey.slug}
        return redirect(url_for("invitees.preview", token=token, **at))
    waiting(survey).drop(token)
    are = "is" if len(sent) == 1 else "are"
    words = f"{as_count(len(sent), 'e-mail')} {are} on the way."
    flash(words + (f" {as_count(added, 'organisation')} added." if added else ""), "success")
    return redirect(address(survey))


@invitees.get("/template.csv")
def template(partnership: str, survey: str) -> Page:
    """Give an empty file with the names of all columns."""
    get_survey(here(), survey)
    return as_attachment(f"\ufeff{','.join(NAMES)}\r\n", "invite.csv", "text/csv")
