"""Pages that go on from a run: its groups beside each other, and a brief with one change."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.consortia import service
from portal.consortia.beside import show_beside
from portal.consortia.relaxing import take_up
from portal.consortia.views import RUN, flash_errors, run_address, words
from portal.web.forms import ConfirmForm
from portal.web.login import here, person_here, visitor
from portal.web.transactions import commits, refusals_to

runs = Blueprint("runs", __name__)
runs.context_processor(words)


@runs.get(f"{RUN}/beside")
def beside(partnership: str, place: str, run_id: int) -> str | Response:
    """Set suggested groups of a run beside each other."""
    found = service.get_run(here(), run_id)
    if not found.outcome:
        return redirect(run_address(found))
    asked = request.args.getlist("group", type=int)
    return render_template(
        "consortia/beside.html", run=found, shown=show_beside(found, asked, visitor().audience)
    )


@runs.post(f"{RUN}/relax")
@commits
def relax(partnership: str, place: str, run_id: int) -> Response:
    """Write the brief that gives way in one thing, and look for groups that meet it."""
    found = service.get_run(here(), run_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            other = take_up(found, request.form.get("change", ""), person_here().id)
            return redirect(run_address(other, watch=1))
    flash_errors(form)
    return redirect(run_address(found))
