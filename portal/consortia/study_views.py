"""Pages of studies: how firm groups are, and two groupings side by side."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.consortia import service
from portal.consortia.endings import get_grouping
from portal.consortia.firm import get_firmness
from portal.consortia.studies import (
    ask_for_comparison,
    ask_for_firmness,
    ask_to_stop,
    get_comparison,
    list_comparisons,
    list_over_same_data,
)
from portal.consortia.study_forms import CompareForm
from portal.consortia.versus import label, show_comparison, sides_of
from portal.consortia.views import LOOK_AGAIN_SECONDS, flash_errors, run_address, words
from portal.errors import NotThere
from portal.models.consortia import Study
from portal.web.forms import ConfirmForm, wants_page
from portal.web.login import here, person_here
from portal.web.transactions import commits, refusals_to

studies = Blueprint("studies", __name__)
studies.context_processor(words)
GROUPING = "/p/<partnership>/<any(groups):place>/run/<int:run_id>"


@studies.post(f"{GROUPING}/firmness")
@commits
def ask_firmness(partnership: str, place: str, run_id: int) -> Response:
    """Ask how firm the groups of a grouping are."""
    run = get_grouping(here(), run_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            ask_for_firmness(run, person_here().id)
            return redirect(run_address(run, _anchor="firmness"))
    flash_errors(form)
    return redirect(run_address(run))


@studies.post(f"{GROUPING}/firmness/stop")
@commits
def stop_firmness(partnership: str, place: str, run_id: int) -> Response:
    """Stop counting; the searches that are finished are kept."""
    run = get_grouping(here(), run_id)
    study = get_firmness(run)
    if study is not None and ConfirmForm().validate_on_submit():
        ask_to_stop(study, person_here().id)
    return redirect(run_address(run, _anchor="firmness"))


@studies.route(f"{GROUPING}/compare", methods=["GET", "POST"])
@commits
def compare(partnership: str, place: str, run_id: int) -> str | Response:
    """Choose two presets, or two groupings of the same data, to set side by side."""
    run = get_grouping(here(), run_id)
    form = CompareForm()
    form.offer(run, list_over_same_data(run))
    if form.validate_on_submit():
        with refusals_to(form):
            study = ask_for_comparison(run, *form.sides(), person_here().id)
            return redirect(comparison_address(study, watch=1))
    return render_template(
        "consortia/compare.html", run=run, form=form, studies=list_comparisons(run)
    )


@studies.get(f"{GROUPING}/compare/<int:other_id>")
def comparison(partnership: str, place: str, run_id: int, other_id: int) -> str:
    """Show two groupings side by side, or how far the work on it is."""
    study = get_comparison(here(), run_id, other_id)
    under_way = study.state in service.OPEN
    if study.result is None:
        return render_template(
            "consortia/comparison_under_way.html",
            study=study,
            under_way=under_way,
            watching=LOOK_AGAIN_SECONDS if under_way and "watch" in request.args else None,
        )
    find = request.args.get("find", "")[:100].strip()
    return render_template(
        "consortia/comparison.html",
        study=study,
        find=find,
        shown=show_comparison(study, find, wants_page()),
    )


@studies.post(f"{GROUPING}/compare/<int:other_id>/stop")
@commits
def stop_comparison(partnership: str, place: str, run_id: int, other_id: int) -> Response:
    """Stop a comparison, and the searches that it waits for."""
    study = get_comparison(here(), run_id, other_id)
    if ConfirmForm().validate_on_submit():
        ask_to_stop(study, person_here().id)
    return redirect(comparison_address(study))


@studies.app_template_global()
def comparison_address(study: Study, endpoint: str = "comparison", **values: object) -> str:
    """Give the address of a comparison."""
    if study.other_id is None:
        raise NotThere()
    return run_address(study.run, f"studies.{endpoint}", other_id=study.other_id, **values)


@studies.app_template_global()
def side_labels(study: Study) -> tuple[str, str]:
    """Give what the two sides of a comparison are called."""
    return label(sides_of(study))
