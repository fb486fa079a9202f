"""Pages on which people are invited to speak for an organisation, or stop to."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.models.organisations import Participation
from portal.organisations import service
from portal.organisations.editors import ROLES
from portal.organisations.forms import EditorForm
from portal.web.forms import ConfirmForm
from portal.web.links import whole_address
from portal.web.login import here, person_here, visitor
from portal.web.transactions import commits, refusals_to

editors = Blueprint(
    "editors", __name__, url_prefix="/p/<partnership>/organisations/<int:organisation_id>/people"
)


def check(participation: Participation) -> None:
    """Refuse whoever may not say who speaks for this organisation."""
    coordinates = visitor().role == "coordinator"
    service.check_manager(participation, person_here(), coordinates=coordinates)


@editors.route("", methods=["GET", "POST"])
@commits
def index(partnership: str, organisation_id: int) -> str | Response:
    """Show who speaks for the organisation; posting invites somebody."""
    participation = service.get_participation(here(), organisation_id)
    form = EditorForm()
    if form.validate_on_submit():
        with refusals_to(form):
            check(participation)
            service.refuse_colleague(participation, form.email.data, person_here())
            link = whole_address("accounts.sign_in")
            by = person_here().id
            editor = service.invite_editor(
                participation, form.email.data, form.role.data, link, by=by
            )
            flash(f"{editor.person.email} is invited: a letter is on its way.", "success")
            return redirect(
                url_for("editors.index", partnership=partnership, organisation_id=organisation_id)
            )
    return render_template(
        "organisations/people.html",
        form=form,
        participation=participation,
        editors=service.list_editors(participation.organisation),
        words=ROLES,
    )


@editors.route("/<int:editor_id>/remove", methods=["GET", "POST"])
@commits
def remove(partnership: str, organisation_id: int, editor_id: int) -> str | Response:
    """Say what removing somebody does, and do it."""
    participation = service.get_participation(here(), organisation_id)
    editor = service.get_editor(participation.organisation, editor_id)
    email, oneself = editor.person.email, editor.person_id == person_here().id
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            if not oneself:
                check(participation)
            service.remove_editor(editor, by=person_here().id)
            flash(f"{email} does not speak for it any more. You can invite them again.", "success")
            if oneself and visitor().role != "coordinator":
                return redirect(url_for("home.mine"))
            return redirect(
                url_for("editors.index", partnership=partnership, organisation_id=organisation_id)
            )
    return render_template(
        "organisations/person_remove.html", form=form, participation=participation, editor=editor
    )
