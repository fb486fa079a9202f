"""The coordinator's pages for inviting organisations and for what one of them has answered."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Page

from portal.inviting.invitations import hand_over, send_invitations
from portal.inviting.replies import when_held
from portal.inviting.tracking import Row, filter_rows, get_row, list_rows
from portal.models.surveys import Survey
from portal.running.organisation_facts import facts_of_organisation
from portal.running.views import address, facts_of
from portal.surveys.papers import paper_for_coordinators
from portal.surveys.service import get_survey
from portal.web.filters import as_count
from portal.web.forms import ConfirmForm
from portal.web.links import whole_address
from portal.web.login import here, person_here
from portal.web.transactions import commits, refusals_to

# Whoever has begun or replied is not invited again in a list; its own page has a button for it.
INVITABLE = {"not_invited", "unreached", "invited", "opened"}
NO_LETTER = "Nothing was sent: no e-mails reach this organisation, or it has answered."
NOBODY = "Nobody was invited: tick at least one organisation with an address that e-mails reach."

inviting = Blueprint("inviting", __name__, url_prefix="/p/<partnership>/surveys/<survey>")


def link_to(token: str) -> str:
    """Give the whole address of a personal link."""
    return whole_address("answering.open_link", token=token)


@inviting.route("/invite", methods=["GET", "POST"])
@commits
def choose(partnership: str, survey: str) -> str | Page:
    """Choose whom to invite; each gets one e-mail with a link of its own."""
    found = get_survey(here(), survey)
    rows = [row for row in list_rows(found) if row.state in INVITABLE]
    find, state = request.args.get("find", "")[:100], request.args.get("state", "not_invited")
    form = ConfirmForm()
    if form.validate_on_submit():
        wanted = set(request.form.getlist("organisation", type=int))
        with refusals_to(form):
            return invite(found, [row for row in rows if row.number in wanted])
    listed = filter_rows(rows, state, find)
    return render_template(
        "surveys/invite.html", form=form, rows=listed, find=find, state=state, **facts_of(found)
    )


def invite(survey: Survey, rows: list[Row]) -> Page:
    """Send the e-mails and say how many."""
    sent = send_invitations(
        survey, [row.participation for row in rows], link_to, person_id=person_here().id
    )
    if sent:
        flash(
            f"{as_count(len(sent), 'e-mail')} {'is' if len(sent) == 1 else 'are'} on the way.",
            "success",
        )
    else:
        flash(NOBODY, "caution")
    return redirect(address(survey))


@inviting.post("/invite-all")
@commits
def invite_all(partnership: str, survey: str) -> Page:
    """Invite everybody who was not invited yet and has an address."""
    found = get_survey(here(), survey)
    if not ConfirmForm().validate_on_submit():
        return redirect(address(found))
    return invite(found, [row for row in list_rows(found) if row.state == "not_invited"])


@inviting.get("/organisations/<int:organisation_id>")
def organisation(partnership: str, survey: str, organisation_id: int) -> str:
    """Show how far one organisation has come, and what it has sent."""
    return show_organisation(get_survey(here(), survey), organisation_id)


def show_organisation(survey: Survey, organisation_id: int, **more: Any) -> str:
    """Render the page about one organisation; exclusions are not among the answers shown."""
    row = get_row(survey, organisation_id)
    paper = paper_for_coordinators(row.response) if row.response and row.state == "sent" else None
    return render_template(
        "surveys/organisation.html",
        row=row,
        paper=paper,
        organisation=row.participation.organisation,
        form=ConfirmForm(),
        talk_held=when_held(row.response) if row.response else None,
        **facts_of(survey),
        **facts_of_organisation(survey, row.response),
        **more,
    )


@inviting.post("/organisations/<int:organisation_id>/send")
@commits
def send_again(partnership: str, survey: str, organisation_id: int) -> Page:
    """E-mail a new link; the one before stops working."""
    found = get_survey(here(), survey)
    row = get_row(found, organisation_id)
    if ConfirmForm().validate_on_submit():
        sent = send_invitations(found, [row.participation], link_to, person_id=person_here().id)
        words = f"A new link is on its way to {row.participation.contact_email}."
        flash(words, "success") if sent else flash(NO_LETTER, "caution")
    return redirect(
        url_for(
            "inviting.organisation",
            partnership=partnership,
            survey=survey,
            organisation_id=organisation_id,
        )
    )


@inviting.post("/organisations/<int:organisation_id>/link")
@commits
def make_link(partnership: str, survey: str, organisation_id: int) -> str:
    """Show a new link once, to be read out or copied; only its hash is kept."""
    found = get_survey(here(), survey)
    row = get_row(found, organisation_id)
    link = ""
    if ConfirmForm().validate_on_submit():
        link = link_to(hand_over(found, row.participation, person_id=person_here().id))
    return show_organisation(found, organisation_id, link=link)
