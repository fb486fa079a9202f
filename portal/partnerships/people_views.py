"""Settings pages for the people of a partnership."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.partnerships import service
from portal.partnerships.forms import MemberForm, RoleForm
from portal.web.forms import ConfirmForm
from portal.web.links import whole_address
from portal.web.login import here, person_here, visitor
from portal.web.transactions import commits, refusals_to

people = Blueprint("people", __name__, url_prefix="/p/<partnership>/settings/people")


@people.route("", methods=["GET", "POST"])
@commits
def index(partnership: str) -> str | Response:
    """Show who is here; posting invites somebody."""
    form = MemberForm()
    if form.validate_on_submit():
        with refusals_to(form):
            member = service.invite_member(
                here(),
                form.email.data,
                form.role.data,
                whole_address("accounts.sign_in"),
                by=person_here().id,
            )
            flash(f"{member.person.email} is invited: a letter is on its way.", "success")
            return redirect(url_for("people.index", partnership=partnership))
    return render_template(
        "partnerships/people.html",
        form=form,
        members=service.list_members(here()),
        words=service.ROLE_WORDS,
    )


@people.route("/<int:member_id>", methods=["GET", "POST"])
@commits
def edit(partnership: str, member_id: int) -> str | Response:
    """Change what somebody is here."""
    member = service.get_member(here(), member_id)
    person_id = member.person_id
    form = RoleForm(obj=member)
    if form.validate_on_submit():
        with refusals_to(form):
            service.change_role(member, form.role.data, by=person_here().id)
            flash("Saved.", "success")
            return redirect(after(partnership, person_id))
    return render_template("partnerships/person.html", form=form, member=member)


@people.route("/<int:member_id>/remove", methods=["GET", "POST"])
@commits
def remove(partnership: str, member_id: int) -> str | Response:
    """Say what removing somebody does, and do it."""
    member = service.get_member(here(), member_id)
    email, person_id = member.person.email, member.person_id
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            service.remove_member(member, by=person_here().id)
            flash(f"{email} is removed. You can invite them again.", "success")
            return redirect(after(partnership, person_id))
    return render_template("partnerships/person_remove.html", form=form, member=member)


def after(partnership: str, person_id: int) -> str:
    """Give where to go once somebody's role has changed; one's own may have ended."""
    if person_id == person_here().id and not visitor().is_administrator:
        return url_for("home.mine")
    return url_for("people.index", partnership=partnership)
