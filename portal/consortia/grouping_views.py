"""Pages that go on from a grouping: bring it up to date, whom to meet, and who is not known yet."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from portal.consortia.endings import get_grouping, get_latest_with_meetings
from portal.consortia.filling import ways_to_fill
from portal.consortia.introducing import Introduced, introduce_one, show_introductions
from portal.consortia.revising import bring_up_to_date as begin_from
from portal.consortia.unheard import show_unheard
from portal.consortia.views import flash_errors, organisation_address, run_address, words
from portal.models.organisations import Participation
from portal.web.filters import as_day
from portal.web.forms import ConfirmForm, wants_page
from portal.web.login import here, person_here, visitor
from portal.web.slots import Aside, Line, beside_profile
from portal.web.transactions import commits, refusals_to

open_groups = Blueprint("open_groups", __name__)
GROUPING = "/p/<partnership>/<any(groups):place>/run/<int:run_id>"
open_groups.context_processor(words)


@open_groups.post(f"{GROUPING}/up-to-date")
@commits
def bring_up_to_date(partnership: str, place: str, run_id: int) -> Response:
    """Begin from these groups with what is known now."""
    run = get_grouping(here(), run_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        with refusals_to(form):
            return redirect(run_address(begin_from(run, person_here().id), watch=1))
    flash_errors(form)
    return redirect(run_address(run))


@open_groups.get(f"{GROUPING}/meetings")
def meetings(partnership: str, place: str, run_id: int) -> str:
    """List for each organisation a few others that are worth meeting, and why."""
    run = get_grouping(here(), run_id)
    find = request.args.get("find", "")[:100].strip()
    return render_template(
        "consortia/meetings.html",
        run=run,
        find=find,
        page=show_introductions(run, visitor().audience, find, wants_page()),
    )


@open_groups.get(f"{GROUPING}/not-known-yet")
def unheard(partnership: str, place: str, run_id: int) -> str:
    """List who is left out because nothing is known yet, with what to ask each."""
    run = get_grouping(here(), run_id)
    coordinates = visitor().role == "coordinator"
    return render_template(
        "consortia/unheard.html",
        run=run,
        page=show_unheard(run, wants_page(), coordinates=coordinates),
        filling=ways_to_fill(visitor()),
    )


@beside_profile
def worth_meeting(participation: Participation, audience: str) -> Aside | None:
    """Say beside a profile whom the latest grouping finds worth meeting."""
    run = get_latest_with_meetings(participation.partnership)
    found = introduce_one(run, participation.slug, audience) if run else None
    if run is None or found is None:
        return None
    return Aside(
        title="Worth meeting",
        note=f"From “{run.name}”, {as_day(run.finished_at)}.",
        lines=tuple(as_lines(found)),
        silence="Not known yet: too little has been told" if found.silent else "",
        nothing="By what is known so far, nobody within reach stands out.",
        href=run_address(run, "open_groups.meetings", find=found.name),
        act="See the list",
    )


def as_lines(found: Introduced) -> list[Line]:
    """Write those worth meeting with their strongest reason."""
    return [
        Line(
            one.name,
            organisation_address(one.organisation_id),
            one.near,
            tuple((reason.fact, reason.text) for reason in one.reasons[:1]),
        )
        for one in found.meets
    ]
