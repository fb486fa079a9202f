"""The list of organisations, a profile with its sources, adding, changing and leaving."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.errors import NotThere
from portal.models.organisations import Participation
from portal.organisations import service
from portal.organisations.directory import Wanted, list_page
from portal.organisations.fields import FIELDS
from portal.organisations.forms import AddForm, EditForm
from portal.organisations.history import list_history, list_readable_history
from portal.organisations.portraits import (
    draw_differences,
    draw_exclusions,
    draw_portrait,
    draw_ties,
    readers_of_ties,
)
from portal.organisations.words import get_vocabulary, in_words, source_in_words
from portal.partnerships.service import list_areas, list_themes
from portal.web.forms import ConfirmForm, wants_page
from portal.web.login import here, person_here, visitor
from portal.web.slots import list_asides
from portal.web.transactions import commits, refusals_to

organisations = Blueprint("organisations", __name__, url_prefix="/p/<partnership>/organisations")


def at_hand(organisation_id: int) -> Participation:
    """Give the organisation of the page; one that left is there for coordinators only."""
    coordinates = visitor().role == "coordinator"
    return service.get_participation(here(), organisation_id, with_left=coordinates)


def is_own(organisation_id: int) -> bool:
    """Tell whether the visitor speaks for an organisation."""
    return organisation_id in visitor().organisations


def address(participation: Participation, endpoint: str = "organisations.show") -> str:
    """Give the address of a page about one organisation."""
    return url_for(
        endpoint,
        partnership=participation.partnership.slug,
        organisation_id=participation.organisation_id,
    )


@organisations.get("")
def index(partnership: str) -> str:
    """List the organisations, searched and filtered."""
    asked = request.args
    wanted = Wanted(
        text=asked.get("find", "")[:100],
        theme=asked.get("theme", "")[:40],
        area=asked.get("area", "")[:20],
        answered=asked.get("answered", ""),
        left=asked.get("left") == "yes" and visitor().role == "coordinator",
    )
    return render_template(
        "organisations/index.html",
        page=list_page(here(), wanted, wants_page(), visitor().audience),
        wanted=wanted,
        themes=list_themes(here()),
        areas=list_areas(here()),
        vocabulary=get_vocabulary(here()),
    )


@organisations.get("/<int:organisation_id>")
def show(partnership: str, organisation_id: int) -> str:
    """Show a profile, field by field with sources, as the visitor may read it."""
    participation = at_hand(organisation_id)
    own, who = is_own(organisation_id), visitor()
    sees_ties = who.role in {"coordinator", "viewer"}
    return render_template(
        "organisations/show.html",
        participation=participation,
        sections=draw_portrait(participation, who.audience, own=own),
        differences=draw_differences(participation) if own else [],
        ties=draw_ties(participation, who.audience if sees_ties else None, own=own),
        ties_read_by=readers_of_ties(participation) if own else "",
        exclusions=draw_exclusions(participation) if own else [],
        editors=service.list_editors(participation.organisation) if own or who.role else [],
        asides=list_asides(participation, who.audience) if sees_ties else [],
        own=own,
        form=ConfirmForm(),
    )


@organisations.get("/<int:organisation_id>/history/<field>")
def history(partnership: str, organisation_id: int, field: str) -> str:
    """Show everything that was said of one field, the latest first."""
    participation = at_hand(organisation_id)
    if field not in FIELDS:
        raise NotThere()
    own = is_own(organisation_id)
    facts = (
        list_history(participation, field)
        if own
        else list_readable_history(participation, field, visitor().audience)
    )
    if not facts:
        raise NotThere("Nothing has been said of this yet.")
    vocabulary = get_vocabulary(here())
    return render_template(
        "organisations/history.html",
        participation=participation,
        label=FIELDS[field].words(own=own),
        rows=[
            (fact, in_words(field, fact.value, vocabulary), source_in_words(fact)) for fact in facts
        ],
    )


@organisations.route("/add", methods=["GET", "POST"])
@commits
def add(partnership: str) -> str | Response:
    """Let an organisation take part."""
    form = AddForm()
    if form.validate_on_submit():
        with refusals_to(form):
            participation = service.add_organisation(
                here(),
                form.name.data,
                external_id=form.external_id.data or "",
                contact_name=form.contact_name.data or "",
                contact_email=form.contact_email.data or "",
                by=person_here().id,
            )
            flash(f"{participation.organisation.name} is added.", "success")
            return redirect(address(participation))
    return render_template("organisations/add.html", form=form)


@organisations.route("/<int:organisation_id>/edit", methods=["GET", "POST"])
@commits
def edit(partnership: str, organisation_id: int) -> str | Response:
    """Change name, website and contact."""
    participation = at_hand(organisation_id)
    known = participation.organisation
    form = EditForm(
        name=known.name,
        website=known.website,
        contact_name=participation.contact_name,
        contact_email=participation.contact_email,
    )
    if form.validate_on_submit():
        with refusals_to(form):
            service.edit_organisation(
                participation,
                form.name.data,
                contact_name=form.contact_name.data or "",
                contact_email=form.contact_email.data or "",
                website=form.website.data or "",
                own=is_own(organisation_id),
                by=person_here().id,
            )
            flash("Saved.", "success")
            return redirect(address(participation))
    return render_template("organisations/edit.html", form=form, participation=participation)


@organisations.route("/<int:organisation_id>/leave", methods=["GET", "POST"])
@commits
def leave(partnership: str, organisation_id: int) -> str | Response:
    """Say what leaving means, and note it."""
    participation = at_hand(organisation_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        service.leave(participation, by=person_here().id)
        flash("Noted. You can put it back on this page.", "success")
        return redirect(address(participation))
    return render_template("organisations/leave.html", form=form, participation=participation)


@organisations.post("/<int:organisation_id>/return")
@commits
def put_back(partnership: str, organisation_id: int) -> Response:
    """Undo that an organisation has left."""
    participation = at_hand(organisation_id)
    if not ConfirmForm().validate_on_submit():
        raise NotThere()
    service.put_back(participation, by=person_here().id)
    flash(f"{participation.organisation.name} takes part again.", "success")
    return redirect(address(participation))
