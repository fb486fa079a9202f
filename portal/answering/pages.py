"""The pages on which an organisation answers: its link, the parts, one part a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Page

from portal.answering.doors import guard_typing
from portal.answering.entering import carry_on, entering_facts, must_carry_on, paper_here
from portal.answering.languages import keep_language, speak_for, speak_of
from portal.answering.taking import drop_removed, take_files
from portal.answering.typed import Typed, typed_in_vain, typed_on, versions_on
from portal.errors import Conflict, NotThere
from portal.inviting.invitations import find_live, mark_opened, tells_in_confidence
from portal.models.surveys import Invitation, Response
from portal.surveys.amending import begin_amending, may_amend
from portal.surveys.finding import asks_to_find, words_to_find
from portal.surveys.late import last_day_for, may_answer_now
from portal.surveys.opening import last_day, saved_words
from portal.surveys.papers import Paper, blank_paper, faults_on, paper_of, questions_on
from portal.surveys.prefilling import told_on
from portal.surveys.promises import promise_of
from portal.surveys.responses import (
    find_response,
    get_response,
    save_page,
    start_response,
    take_response,
)
from portal.web.forms import ConfirmForm, PatchworkForm, Revision
from portal.web.languages import is_switching, speak_alone, spoken
from portal.web.login import enters, open_door, speaks_for
from portal.web.security import led_nowhere, limiter
from portal.web.transactions import commits
from survey import PageForm

answering = guard_typing(Blueprint("answering", __name__))
View = Callable[..., str | Page]
# Pages about answers that are not sent yet.
WORKED_ON = {"answering.tasks", "answering.page", "answering.later", "sending.check"}
# What is posted after the close all the same: settling what was sent, reading it otherwise.
STILL_TAKEN = {"sending.settle", "speaking.switch"}
# Where the buttons of the first page lead, but for the one that starts.
FIRST_PAGES = {"decline": "replying.not_this_time", "talk": "replying.talk"}


class AnswerForm(PatchworkForm):
    """The base of every page of questions: the mark of the answers that it was made from."""

    seen = Revision()


def on_response(view: View) -> View:
    """Give the view its response, held for changing where the request changes something."""

    @wraps(view)
    def with_response(response: str, **rest: Any) -> str | Page:
        reading = request.method in {"GET", "HEAD"}
        found = get_response(response) if reading else take_response(response)
        speak_for(found)
        if reading and is_cut_loose(found) and request.endpoint != "sending.done":
            return redirect(url_for("sending.done", response=found.public_id))
        if enters(found) and tells_in_confidence(found.survey, found.participation):
            raise NotThere()
        changeable = may_answer_now(found) and found.participation.left_at is None
        if changeable and must_carry_on(found) and request.endpoint in WORKED_ON:
            if reading:
                return render_template("answering/carry_on.html", **facts_of(found))
            carry_on(found)
        if changeable:
            return view(found, **rest)
        # Its own people may go on reading, and settle what they sent, but change nothing else.
        if not speaks_for(found) or not (reading or request.endpoint in STILL_TAKEN):
            return closed(found, **rest)
        if found.state == "amending" and request.endpoint in WORKED_ON:
            return redirect(url_for("sending.done", response=found.public_id))
        return view(found, **rest)

    return with_response


def closed(response: Response, **place: Any) -> Page:
    """Say that nothing is taken any more, and give back what was typed."""
    posted = request.method == "POST" and request.endpoint == "answering.page"
    paper = paper_here(response)
    typed = typed_on(paper, paper.form(paper.page(**place), AnswerForm)) if posted else []
    survey = response.survey
    return make_response(render_template("answering/closed.html", survey=survey, typed=typed), 404)


def is_cut_loose(response: Response) -> bool:
    """Tell whether the answers were sent anonymously, so that there is nothing to look at."""
    return response.state == "sent" and response.survey.mode == "anonymous"


@answering.route("/link/<token>", methods=["GET", "POST"])
@limiter.limit("120 per hour", deduct_when=led_nowhere)
@commits
def open_link(token: str) -> str | Page:
    """Show for whom a link is; pressing the button opens the answers and hides the token."""
    invitation = find_live(token)
    if invitation is None:
        return no_link()
    begun = find_response(invitation.survey, invitation.participation)
    speak_of(invitation.survey, begun)
    form = ConfirmForm()
    if form.validate_on_submit():
        mark_opened(invitation)
        response = start_response(invitation.survey, invitation.participation)
        open_door(response, invitation)
        keep_language(response)
        if request.form.get("act") == "change" and response.state == "sent" and may_amend(response):
            begin_amending(response)
        following = FIRST_PAGES.get(request.form.get("act", ""), "answering.tasks")
        return redirect(url_for(following, response=response.public_id))
    return render_template("answering/start.html", form=form, **start_facts(invitation))


def no_link() -> Page:
    """Say that a link opens nothing."""
    speak_alone()
    return make_response(render_template("answering/no_link.html"), 404)


def start_facts(invitation: Invitation) -> dict[str, Any]:
    """Give what somebody should know before they begin."""
    survey, participation = invitation.survey, invitation.participation
    response, now = find_response(survey, participation), spoken().now
    return {
        "response": response,
        "survey": survey,
        "organisation": participation.organisation,
        "paper": paper_of(response, language=now)
        if response
        else blank_paper(survey, participation, now),
        "last_day": last_day_for(response) if response else last_day(survey),
        "promise": promise_of(survey),
    }


@answering.get("/answer/<response>/")
@on_response
def tasks(response: Response) -> str | Page:
    """Show the parts, in any order, and how far each is."""
    if response.state == "sent":
        return redirect(url_for("sending.done", response=response.public_id))
    return render_template("answering/tasks.html", **facts_of(response))


def facts_of(response: Response, paper: Paper | None = None) -> dict[str, Any]:
    """Give what every page of answering shows."""
    return {
        "response": response,
        "survey": response.survey,
        "organisation": response.participation.organisation,
        "paper": paper or paper_here(response),
        "last_day": last_day_for(response),
        "saved_words": saved_words(response.saved_at),
        "promise": promise_of(response.survey),
        **entering_facts(response),
    }


@answering.get("/answer/<response>/later")
@on_response
def later(response: Response) -> str | Page:
    """Say that all is kept, and how to come back to it."""
    if response.state == "sent":
        return redirect(url_for("sending.done", response=response.public_id))
    return render_template("answering/later.html", **facts_of(response))


@answering.route(
    "/answer/<response>/part/<section>", methods=["GET", "POST"], defaults={"follow_up": ""}
)
@answering.route("/answer/<response>/part/<section>/<follow_up>", methods=["GET", "POST"])
@commits
@on_response
def page(response: Response, section: str, follow_up: str) -> str | Page:
    """Show one part; posting it keeps what could be read, whatever else is to put right."""
    paper = paper_here(response)
    here = paper.page(section, follow_up)
    if request.method == "POST":
        posted = take_files(response, paper, here)
        words = words_to_find(request.form)
        return keep(response, posted.paper.form(here, AnswerForm, words, posted.data), posted.paper)
    if response.state == "sent":
        return redirect(url_for("sending.done", response=response.public_id))
    form = paper.form(here, AnswerForm)
    form.seen.data = paper.mark(form)
    return show(response, paper, form)


def keep(response: Response, form: PageForm, paper: Paper) -> str | Page:
    """Save a posted page; what is typed for questions that are not asked now is shown at once."""
    goes_on = request.form.get("act") != "later" and not stays(form)
    told, in_vain = told_on(paper, form, confirmed=goes_on), typed_in_vain(paper, form.page)
    try:
        save_page(response, told, form.seen.data or "", questions_on(form))
    except Conflict:
        return show_clash(response, paper, form, in_vain)
    refused = bool(paper.context.refusals)
    paper = paper_here(response)
    form.seen.data = paper.mark_again(form, told)
    if in_vain:
        form.validate()
        return show(response, paper, form, in_vain=in_vain)
    return lead_on(response, form, paper, refused=refused)


def stays(form: PageForm) -> bool:
    """Tell whether a press only looks for a name, changes the language or adds a record."""
    return form.landing is not None or asks_to_find(request.form) or is_switching()


def lead_on(response: Response, form: PageForm, paper: Paper, *, refused: bool) -> str | Page:
    """Say where to go from a page that was kept; `refused` where not all of its files were."""
    whole = not refused and all(field.readable for field in form.questions)
    if is_switching() and whole:
        return redirect(request.path)
    if asks_to_find(request.form) or is_switching():
        return show(response, paper, form)
    if form.landing is not None and all(field.readable for field in form.questions):
        drop_removed(response, form.page)
        if not refused:
            return redirect(f"{request.path}#{form.landing}")
    elif form.landing is not None and not refused:
        return show(response, paper, form)
    if request.form.get("act") == "later" and whole:
        return redirect(url_for("answering.later", response=response.public_id))
    if not form.validate():
        return show(response, paper, form)
    return redirect(address_after(response, paper, form.page))


def address_after(response: Response, paper: Paper, here: Any) -> str:
    """Give the address of the page that follows; after the last come all answers to check."""
    following = paper.after(here)
    if following is None:
        return url_for("sending.check", response=response.public_id)
    return url_for(
        "answering.page",
        response=response.public_id,
        section=following.section.id,
        follow_up=following.follow_up,
    )


def show_clash(response: Response, paper: Paper, form: PageForm, in_vain: list[Typed]) -> Page:
    """Show both versions; where nothing is sent yet, saving once more decides for one's own."""
    versions = versions_on(paper, form)
    form.seen.data = paper.mark(form)
    if response.state == "sent":
        facts = facts_of(response, paper)
        told = {"versions": versions, "in_vain": in_vain, **facts}
        answer = render_template("answering/sent_meanwhile.html", **told)
    else:
        answer = show(response, paper, form, versions=versions, in_vain=in_vain)
    return make_response(answer, 409)


def show(response: Response, paper: Paper, form: PageForm, **more: Any) -> str:
    """Show a page of questions."""
    return render_template(
        "answering/page.html",
        form=form,
        page=form.page,
        faults=faults_on(form),
        **facts_of(response, paper),
        **more,
    )
