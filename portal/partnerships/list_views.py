"""Settings pages for the two lists of words, themes and resources; both work alike."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.errors import NotThere
from portal.models.partnerships import Resource, Theme
from portal.partnerships import service
from portal.partnerships.forms import EntryForm, LinesForm, ThemeForm
from portal.web.forms import ConfirmForm
from portal.web.login import here
from portal.web.transactions import commits, refusals_to

wordlists = Blueprint("wordlists", __name__, url_prefix="/p/<partnership>/settings")
TABLES: dict[str, Any] = {"themes": Theme, "resources": Resource}
FORMS: dict[str, type[EntryForm]] = {"themes": ThemeForm, "resources": EntryForm}
KIND = "<any(themes, resources):kind>"


def list_address(partnership: str, kind: str) -> str:
    """Give the address of a list."""
    return url_for("wordlists.index", partnership=partnership, kind=kind)


@wordlists.route(f"/{KIND}", methods=["GET", "POST"])
@commits
def index(partnership: str, kind: str) -> str | Response:
    """Show a list; posting adds the pasted lines."""
    form = LinesForm()
    if form.validate_on_submit():
        with refusals_to(form):
            new, known = service.add_lines(TABLES[kind], here(), form.lines.data)
            there = f", {known} in the list already" if known else ""
            flash(f"{new} added{there}.", "success")
            return redirect(list_address(partnership, kind))
    entries = service.list_themes if kind == "themes" else service.list_resources
    return render_template(
        "partnerships/wordlist.html",
        form=form,
        act=ConfirmForm(),
        kind=kind,
        entries=entries(here(), True),
    )


@wordlists.route(f"/{KIND}/new", methods=["GET", "POST"])
@commits
def add(partnership: str, kind: str) -> str | Response:
    """Add one entry."""
    form = FORMS[kind]()
    if form.validate_on_submit():
        with refusals_to(form):
            if isinstance(form, ThemeForm):
                service.add_theme(here(), form.label.data, form.hint.data or "")
            else:
                service.add_resource(here(), form.label.data)
            flash(f"“{form.label.data}” is added.", "success")
            return redirect(list_address(partnership, kind))
    return render_template("partnerships/entry.html", form=form, kind=kind, entry=None)


@wordlists.route(f"/{KIND}/<int:entry_id>", methods=["GET", "POST"])
@commits
def edit(partnership: str, kind: str, entry_id: int) -> str | Response:
    """Change the words of an entry."""
    entry = service.get_entry(TABLES[kind], here(), entry_id)
    form = FORMS[kind](obj=entry)
    if form.validate_on_submit():
        with refusals_to(form):
            if isinstance(form, ThemeForm):
                service.edit_theme(entry, form.label.data, form.hint.data or "")
            else:
                service.rename_entry(entry, form.label.data)
            flash("Saved.", "success")
            return redirect(list_address(partnership, kind))
    return render_template("partnerships/entry.html", form=form, kind=kind, entry=entry)


@wordlists.post(f"/{KIND}/<int:entry_id>/<any(up, down, retire, restore):act>")
@commits
def change(partnership: str, kind: str, entry_id: int, act: str) -> Response:
    """Move an entry, take it out of the list, or bring it back."""
    entry = service.get_entry(TABLES[kind], here(), entry_id)
    if not ConfirmForm().validate_on_submit():
        raise NotThere()
    if act in {"up", "down"}:
        service.move_entry(entry, up=act == "up")
    elif act == "retire":
        service.retire_entry(entry)
        flash(f"“{entry.label}” is retired. You can bring it back below.", "success")
    else:
        service.restore_entry(entry)
        flash(f"“{entry.label}” is back, at the end of the list.", "success")
    return redirect(list_address(partnership, kind))
