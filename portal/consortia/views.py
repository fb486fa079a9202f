"""Pages for briefs, groupings, matching runs and the groups that they suggest."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matching import PRESETS
from portal.consortia import service, showing
from portal.consortia.choosing import Choice, read_choice
from portal.consortia.directory import open_directory
from portal.consortia.filling import ways_to_fill
from portal.consortia.forms import BriefForm, GroupingForm, typed_before
from portal.consortia.levels import LEVELS, cells_of, level_name, levels_of, read_levels
from portal.consortia.naming import in_folds, list_choices
from portal.consortia.wishes import BriefWishes
from portal.consortia.words import STATE_KINDS, STATES
from portal.models.consortia import Brief, MatchingRun
from portal.web.forms import ConfirmForm, wants_page
from portal.web.login import here, person_here, visitor
from portal.web.transactions import commits, refusals_to

consortia = Blueprint("consortia", __name__)
RUN = "/p/<partnership>/<any(briefs, groups):place>/run/<int:run_id>"
LOOK_AGAIN_SECONDS = 5


@consortia.app_template_global()
def run_address(run: MatchingRun, endpoint: str = "run", **values: Any) -> str:
    """Give the address of a run's page, under briefs or under groups."""
    return url_for(
        endpoint if "." in endpoint else f"consortia.{endpoint}",
        partnership=run.partnership.slug,
        place="briefs" if run.kind == "brief" else "groups",
        run_id=run.id,
        **values,
    )


@consortia.app_template_global()
def organisation_address(organisation_id: int | None) -> str | None:
    """Give the address of an organisation's page; one that has left has none."""
    if organisation_id is None:
        return None
    return url_for("organisations.show", partnership=here().slug, organisation_id=organisation_id)


@consortia.context_processor
def words() -> dict[str, Any]:
    """Offer the words of runs to the templates of this subject."""
    return {"STATES": STATES, "STATE_KINDS": STATE_KINDS, "PRESETS": PRESETS}


@consortia.get("/p/<partnership>/briefs")
def briefs(partnership: str) -> str:
    """List the briefs, each with its latest run."""
    return render_template(
        "consortia/briefs.html",
        briefs=service.list_briefs(here()),
        latest=service.list_latest(here()),
    )


@consortia.route("/p/<partnership>/briefs/new", methods=["GET", "POST"])
@commits
def new_brief(partnership: str) -> str | Response:
    """Choose themes and areas, then say what is wanted where."""
    choice = read_choice(here(), request.values)
    if not choice.complete:
        return render_template("consortia/choose.html", choice=choice, brief=None)
    form = offered(BriefForm(smallest=3, largest=6))
    levels = read_levels(request.form, choice.theme_codes, choice.area_codes)
    if form.validate_on_submit():
        with refusals_to(form):
            wishes = form.wishes(cells_of(levels))
            brief = service.create_brief(here(), wishes, person_here().id)
            return begin(brief)
    return brief_page(form, choice, levels, None)


@consortia.route("/p/<partnership>/briefs/<int:brief_id>/change", methods=["GET", "POST"])
@commits
def change_brief(partnership: str, brief_id: int) -> str | Response:
    """Change what a brief says."""
    brief = service.get_brief(here(), brief_id)
    wishes = BriefWishes.from_plain(brief.request)
    choice = read_choice(here(), request.values, wishes)
    if not choice.complete:
        return render_template("consortia/choose.html", choice=choice, brief=brief)
    form = offered(BriefForm(data=typed_before(wishes)))
    typed = request.form or {level_name(*key): level for key, level in levels_of(wishes).items()}
    levels = read_levels(typed, choice.theme_codes, choice.area_codes)
    if form.validate_on_submit():
        with refusals_to(form):
            service.change_brief(brief, form.wishes(cells_of(levels)), person_here().id)
            return begin(brief)
    return brief_page(form, choice, levels, brief)


def begin(brief: Brief) -> Response:
    """Start the search for a brief that was just saved, and go and watch it."""
    run = service.start_brief_run(brief, person_here().id)
    return redirect(run_address(run, watch=1))


def offered(form: BriefForm) -> BriefForm:
    """Let a brief name the organisations that are here."""
    form.offer([slug for slug, _ in list_choices(here())])
    return form


def brief_page(
    form: BriefForm, choice: Choice, levels: dict[tuple[str, str], str], brief: Brief | None
) -> str:
    """Show the form of a brief."""
    return render_template(
        "consortia/brief_form.html",
        form=form,
        choice=choice,
        levels=levels,
        level_name=level_name,
        LEVELS=LEVELS,
        folds=in_folds(list_choices(here())),
        brief=brief,
    )


@consortia.get("/p/<partnership>/briefs/<int:brief_id>")
def brief(partnership: str, brief_id: int) -> str:
    """Show a brief with its runs."""
    found = service.get_brief(here(), brief_id)
    wishes, directory = BriefWishes.from_plain(found.request), open_directory(here())
    return render_template(
        "consortia/brief.html",
        brief=found,
        wishes=wishes,
        choice=read_choice(here(), {}, wishes),
        named=directory.names(wishes.must_include),
        barred=directory.names(wishes.must_exclude),
        runs=service.list_runs(here(), brief=found),
    )


@consortia.post("/p/<partnership>/briefs/<int:brief_id>/start")
@commits
def start_brief(partnership: str, brief_id: int) -> Response:
    """Ask for groups that could meet a brief."""
    found = service.get_brief(here(), brief_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            return begin(found)
    flash_errors(form)
    return redirect(url_for("consortia.brief", partnership=here().slug, brief_id=brief_id))


@consortia.get("/p/<partnership>/groups")
def groupings(partnership: str) -> str:
    """List the open groupings."""
    return render_template(
        "consortia/groupings.html", runs=service.list_runs(here(), kind="grouping")
    )


@consortia.route("/p/<partnership>/groups/new", methods=["GET", "POST"])
@commits
def new_grouping(partnership: str) -> str | Response:
    """Ask for groups of everybody."""
    form = GroupingForm(smallest=3, largest=6)
    if form.validate_on_submit():
        with refusals_to(form):
            run = service.start_grouping(here(), form.wishes(), person_here().id)
            return redirect(run_address(run, watch=1))
    return render_template("consortia/grouping_form.html", form=form)


@consortia.get(RUN)
def run(partnership: str, place: str, run_id: int) -> str:
    """Show how far a run is, or what it suggests."""
    found = service.get_run(here(), run_id)
    watching = LOOK_AGAIN_SECONDS if "watch" in request.args and at_work(found) else None
    page = showing.show_run(found, visitor().audience, wants_page()) if found.outcome else None
    return render_template(
        "consortia/run_under_way.html" if page is None else f"consortia/run_{found.kind}.html",
        run=found,
        page=page,
        starter=service.name_starter(found),
        watching=watching,
        at_work=at_work(found),
    )


def at_work(run: MatchingRun) -> bool:
    """Tell whether a run is waiting or being worked on."""
    return run.state in service.OPEN


@consortia.get(f"{RUN}/group/<int:number>")
def group(partnership: str, place: str, run_id: int, number: int) -> str:
    """Show one suggested group: who, why, what it covers and what is missing."""
    found = service.get_run(here(), run_id)
    return render_template(
        "consortia/group.html",
        run=found,
        shown=showing.show_group(found, number, visitor().audience),
        filling=ways_to_fill(visitor()),
    )


@consortia.post(f"{RUN}/cancel")
@commits
def cancel(partnership: str, place: str, run_id: int) -> Response:
    """Stop a run; the best so far is kept."""
    found = service.get_run(here(), run_id)
    if ConfirmForm().validate_on_submit():
        service.ask_to_cancel(found, person_here().id)
    return redirect(run_address(found, watch=1))


@consortia.post(f"{RUN}/again")
@commits
def again(partnership: str, place: str, run_id: int) -> Response:
    """Ask the same once more, of what is known now."""
    found = service.get_run(here(), run_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            return redirect(run_address(service.start_again(found, person_here().id), watch=1))
    flash_errors(form)
    return redirect(run_address(found))


def flash_errors(form: ConfirmForm) -> None:
    """Show why a button did nothing."""
    for message in form.form_errors:
        flash(message, "caution")
