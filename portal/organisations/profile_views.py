"""Changing one's own profile: one field a page, and settling differences."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.errors import NotThere, Refused
from portal.models.organisations import Participation
from portal.models.people import Person
from portal.organisations.editing import CONTROLS
from portal.organisations.field_forms import FieldForm, make_form, read_form
from portal.organisations.fields import FIELDS
from portal.organisations.history import change_fact
from portal.organisations.profiles import Source, get_current, settle
from portal.organisations.service import get_participation
from portal.organisations.words import get_vocabulary
from portal.partnerships.service import list_areas, list_parts, list_themes
from portal.web.forms import ConfirmForm
from portal.web.login import here, person_here
from portal.web.transactions import commits, refusals_to

profile = Blueprint("profile", __name__, url_prefix="/p/<partnership>/organisations")


def back_to(participation: Participation, anchor: str = "") -> Response:
    """Go back to the profile."""
    goal = url_for(
        "organisations.show",
        partnership=participation.partnership.slug,
        organisation_id=participation.organisation_id,
    )
    return redirect(goal + anchor)


def typed_by(person: Person) -> Source:
    """Say that somebody of the organisation typed it."""
    return Source("typed", ref=f"person:{person.id}", stated_by=person.name)


@profile.route("/<int:organisation_id>/profile/<field>", methods=["GET", "POST"])
@commits
def edit(partnership: str, organisation_id: int, field: str) -> str | Response:
    """Change one field, or take back what was said of it."""
    if field not in CONTROLS:
        raise NotThere()
    participation = get_participation(here(), organisation_id)
    known = get_current(participation, field)
    themes = list_themes(here(), True) if field == "themes" else []
    settled = frozenset(t.code for t in themes if known and t.created_at <= known.created_at)
    form = make_form(field, get_vocabulary(here()), known.value if known else None, settled)
    if request.method == "GET":
        form.seen.data = "" if known is None else str(known.id)
    if form.validate_on_submit():
        with refusals_to(form):
            save(participation, field, form)
            flash(f"{FIELDS[field].label}: saved.", "success")
            return back_to(participation)
    return render_template(
        "organisations/field.html",
        form=form,
        field=FIELDS[field],
        control=CONTROLS[field],
        participation=participation,
        known=known,
        themes=themes,
        groups=group_areas() if field == "areas" else [],
    )


def save(participation: Participation, field: str, form: FieldForm) -> None:
    """Save what was typed, or make the field not known again."""
    forget = request.form.get("act") == "forget"
    value = None if forget else read_form(field, form)
    if field == "areas" and value is not None:
        refuse_strangers(value, {row.area.code for row in list_areas(here(), with_retired=True)})
    seen = form.seen.data or ""
    number = int(seen) if seen.isascii() and seen.isdecimal() else None
    change_fact(participation, field, value, typed_by(person_here()), number)


def refuse_strangers(codes: list[str], known: set[str]) -> None:
    """Refuse areas that are not the partnership's."""
    if not set(codes) <= known:
        raise Refused("Tick areas from the list", field="value")


def group_areas() -> list[dict[str, object]]:
    """Put the partnership's areas under their parts of town."""
    rows = list_areas(here())
    groups = [
        (part, [row.area for row in rows if row.part == part]) for part in [*list_parts(rows), ""]
    ]
    return [{"name": part or "Areas", "areas": found} for part, found in groups if found]


@profile.post("/<int:organisation_id>/differences/<int:fact_id>/<any(accept, keep):choice>")
@commits
def settle_difference(
    partnership: str, organisation_id: int, fact_id: int, choice: str
) -> Response:
    """Take what somebody else said, or keep what was known."""
    participation = get_participation(here(), organisation_id)
    if not ConfirmForm().validate_on_submit():
        raise NotThere()
    fact = settle(participation, fact_id, accept=choice == "accept")
    words = "taken over" if choice == "accept" else "kept as it was"
    flash(f"{FIELDS[fact.field].label}: {words}.", "success")
    return back_to(participation, "#differences")
