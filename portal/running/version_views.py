"""The coordinator's pages about versions: the list, files out and in, publishing, copying."""

from typing import Any

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Page

from portal.errors import Conflict
from portal.models.surveys import Survey
from portal.running.version_forms import (
    CopyForm,
    CreateFromFileForm,
    DefinitionForm,
    PublishForm,
)
from portal.running.views import address, facts_of
from portal.surveys import versions as service
from portal.surveys.service import create_survey, get_survey
from portal.web.downloads import as_attachment
from portal.web.languages import in_english
from portal.web.login import here, person_here
from portal.web.previews import Shelf, shelf
from portal.web.security import limiter
from portal.web.transactions import commits, refusals_to
from survey import Fault, check_definition, read_definition

MOST_BYTES = 2_000_000
MOST_FAULTS = 200

versions = Blueprint("versions", __name__, url_prefix="/p/<partnership>/surveys")


def waiting(survey: Survey) -> Shelf:
    """Give where files of a survey wait between preview and publishing."""
    return shelf("definitions", survey.id)


def read_file(file: FileStorage) -> tuple[bytes, list[Fault]]:
    """Read a definition that somebody sends, and everything that is wrong in it."""
    with file.stream as stream:
        content = stream.read(MOST_BYTES + 1)
    return content, check_definition(content)


def faults_in(faults: list[Fault]) -> dict[str, Any]:
    """Give what a page shows of the faults in a file."""
    return {"faults": faults[:MOST_FAULTS], "more_faults": len(faults[MOST_FAULTS:])}


@versions.get("/<survey>/versions")
def index(partnership: str, survey: str) -> str:
    """List what was published, when, by whom, and how many responses are on it."""
    found = get_survey(here(), survey)
    listed = service.list_versions(found)
    return render_template("surveys/versions.html", versions=listed, **facts_of(found))


@versions.get("/<survey>/versions/<int:number>")
def show(partnership: str, survey: str, number: int) -> str:
    """Show what a version changed."""
    found = get_survey(here(), survey)
    version = service.get_version(found, number)
    changes = service.changes_in(version)
    return render_template(
        "surveys/version.html", version=version, changes=changes, **facts_of(found)
    )


@versions.get("/<survey>/versions/<int:number>.json")
def download(partnership: str, survey: str, number: int) -> Page:
    """Give the definition of a version as a file that can be sent in again."""
    found = get_survey(here(), survey)
    text = service.as_file(service.get_version(found, number))
    return as_attachment(text, f"{found.slug}-version-{number}.json", "application/json")


@versions.route("/<survey>/versions/new", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
def upload(partnership: str, survey: str) -> str | Page:
    """Take the file of a new version, and keep it for the preview if nothing is wrong in it."""
    found = get_survey(here(), survey)
    form, faults = DefinitionForm(), list[Fault]()
    if form.validate_on_submit():
        content, faults = read_file(form.file.data)
        if not faults:
            token = waiting(found).keep(content, form.file.data.filename)
            return redirect(
                url_for("versions.preview", partnership=partnership, survey=survey, token=token)
            )
    return render_template(
        "surveys/version_upload.html", form=form, **faults_in(faults), **facts_of(found)
    )


@versions.route("/<survey>/versions/new/<token>", methods=["GET", "POST"])
@commits
def preview(partnership: str, survey: str, token: str) -> str | Page:
    """Show what a file would change and whether that is safe; pressing the button publishes it."""
    found = get_survey(here(), survey)
    content, file_name = waiting(found).find(token)
    form, definition = PublishForm(), read_definition(content)
    if form.validate_on_submit():
        with refusals_to(form):
            return publish(found, definition, form, token)
    step = service.step_to(found, definition)
    form.base.data = step.base.number
    return render_template(
        "surveys/version_preview.html",
        form=form,
        step=step,
        file_name=file_name,
        lost=[in_english(code) for code in step.lost],
        **facts_of(found),
    )


def publish(survey: Survey, definition: Any, form: PublishForm, token: str) -> Page:
    """Publish what was shown; where another version came meanwhile, show the changes again."""
    wishes = {"base": form.base.data, "note": form.note.data, "person_id": person_here().id}
    try:
        version = service.publish_step(survey, definition, **wishes)
    except Conflict as conflict:
        flash(conflict.message, "caution")
        return redirect(request.path)
    waiting(survey).drop(token)
    words = "Those who have begun go on with the version that they began on."
    flash(f"Version {version.number} is published. {words}", "success")
    return redirect(address(survey, "versions.index"))


@versions.route("/new/file", methods=["GET", "POST"])
@limiter.limit("60 per hour", methods=["POST"])
@commits
def create_from_file(partnership: str) -> str | Page:
    """Make a survey from the file of a definition."""
    form, faults = CreateFromFileForm(), list[Fault]()
    if form.validate_on_submit():
        content, faults = read_file(form.file.data)
        if not faults:
            by = person_here().id
            made = create_survey(here(), form.title.data, read_definition(content), person_id=by)
            flash("The survey is made. Try it out as people will see it, then open it.", "success")
            return redirect(address(made))
    return render_template("surveys/create_from_file.html", form=form, **faults_in(faults))


@versions.route("/<survey>/copy", methods=["GET", "POST"])
@commits
def copy(partnership: str, survey: str) -> str | Page:
    """Make a new survey that asks the same."""
    found = get_survey(here(), survey)
    form = CopyForm(data={"follows": "yes"}) if request.method == "GET" else CopyForm()
    if form.validate_on_submit():
        wishes = {"follows": form.follows.data != "no", "person_id": person_here().id}
        made = service.copy_survey(found, form.title.data, **wishes)
        flash("The copy is made. Nobody is asked anything before you open it.", "success")
        return redirect(address(made))
    return render_template("surveys/copy.html", form=form, **facts_of(found))
