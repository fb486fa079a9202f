"""Settings pages for a partnership's areas and parts of town."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from portal.models.partnerships import PartnershipArea
from portal.models.places import Area
from portal.partnerships import service
from portal.partnerships.forms import AreasForm, DistrictForm
from portal.places.service import get_area, list_children, list_parents
from portal.web.login import here
from portal.web.transactions import commits, refusals_to

areas = Blueprint("areas", __name__, url_prefix="/p/<partnership>/settings/areas")
NO_PART = "No part of town"


@areas.route("", methods=["GET", "POST"])
@commits
def index(partnership: str) -> str | Response:
    """Show the areas by part; posting moves, removes or brings back the ticked ones."""
    rows = service.list_areas(here(), with_retired=True)
    form = AreasForm()
    form.codes.choices = [SelectChoice(row.area.code, row.area.name) for row in rows]
    if form.validate_on_submit():
        with refusals_to(form):
            flash(act_on_areas(request.form.get("act", ""), form), "success")
            return redirect(url_for("areas.index", partnership=partnership))
    current = [row for row in rows if row.retired_at is None]
    return render_template(
        "partnerships/areas.html",
        form=form,
        groups=group_by_part(current),
        parts=service.list_parts(current),
        retired=[row.area for row in rows if row.retired_at is not None],
        any_places=bool(rows or list_parents()),
    )


def act_on_areas(act: str, form: AreasForm) -> str:
    """Do what the pressed button says to the ticked areas; give what to tell."""
    codes, part = form.codes.data or [], form.part.data or ""
    if act == "remove":
        number = service.retire_areas(here(), codes)
        return f"{number} taken out. You can bring them back below."
    if act == "restore":
        return f"{service.restore_areas(here(), codes)} brought back."
    number = service.set_part(here(), codes, part)
    return f"{number} counted to {part}." if part else f"{number} counted to no part of town."


def group_by_part(rows: list[PartnershipArea]) -> list[dict[str, object]]:
    """Put areas under their parts of town, from north to south, those without one last."""
    parts = [*service.list_parts(rows), ""]
    groups = [(part, [row.area for row in rows if row.part == part]) for part in parts]
    return [{"name": part or NO_PART, "areas": found} for part, found in groups if found]


@areas.route("/add", methods=["GET", "POST"])
@commits
def add(partnership: str) -> str | Response:
    """Choose a district, then tick its areas and say to which part of town they count."""
    chooser = DistrictForm(request.args)
    parents = list_parents()
    chooser.district.choices = [
        SelectChoice("", "Choose a district"),
        *(SelectChoice(area.code, f"{area.name} ({number})") for area, number in parents),
    ]
    code = request.args.get("district", "")
    district = get_area(code) if code else None
    found = list_children(code) if code else []
    form = AreasForm()
    form.codes.choices = [SelectChoice(area.code, area.name) for area in found]
    if district is not None and form.validate_on_submit():
        with refusals_to(form):
            everything = request.form.get("act") == "all"
            codes = [area.code for area in found] if everything else form.codes.data or []
            number = service.add_areas(here(), codes, form.part.data or "")
            flash(f"{number} added from {district.name}.", "success")
            return redirect(url_for("areas.index", partnership=partnership))
    here_already = {row.area.code for row in service.list_areas(here())}
    return render_template(
        "partnerships/areas_add.html",
        chooser=chooser,
        form=form,
        district=district,
        groups=group_by_vintage(found, here_already),
        left=[area for area in found if area.code not in here_already],
        any_places=bool(parents),
    )


def group_by_vintage(found: list[Area], known: set[str]) -> list[dict[str, object]]:
    """Put areas that are not in the partnership yet under the year of their boundaries."""
    years = sorted({area.vintage for area in found}, reverse=True)
    groups = [
        (year, [area for area in found if area.vintage == year and area.code not in known])
        for year in years
    ]
    return [{"name": f"Boundaries of {year}", "areas": some} for year, some in groups if some]
