"""Trying a survey out: the pages of answering, walked by a coordinator whose answers count nowhere.

What is typed is kept in a table of its own, so that conditions apply and all of it can be looked
through at the end; nothing is ever sent.
"""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Page

from portal.models.surveys import Survey
from portal.running.views import facts_of
from portal.surveys.finding import asks_to_find, words_to_find
from portal.surveys.opening import saved_words
from portal.surveys.papers import Paper, faults_on
from portal.surveys.questionnaires import languages_in
from portal.surveys.service import get_survey
from portal.surveys.trials import (
    Rehearsal,
    empty_trial,
    rehearsal_of,
    save_trial,
    trial_paper,
)
from portal.web.forms import ConfirmForm, PatchworkForm
from portal.web.languages import is_switching, speak, spoken, told
from portal.web.login import here, person_here
from portal.web.transactions import commits
from survey import PageForm, read_answers, tell

trying = Blueprint("trying", __name__, url_prefix="/p/<partnership>/surveys/<survey>/try")


def trial_of(survey: Survey) -> tuple[Rehearsal, Paper]:
    """Give the trial of the person here, and its paper."""
    rehearsal = rehearsal_of(survey, person_here())
    speak(languages_in(rehearsal.version))
    return rehearsal, trial_paper(rehearsal, spoken().now)


def trial_facts(rehearsal: Rehearsal, paper: Paper) -> dict[str, Any]:
    """Give what every page of a trial shows; the names are those of the pages of answering."""
    return {
        **facts_of(rehearsal.survey),
        "response": rehearsal,
        "organisation": {"name": told(tell("your organisation"))},
        "paper": paper,
        "saved_words": saved_words(rehearsal.saved_at),
    }


@trying.get("")
def tasks(partnership: str, survey: str) -> str:
    """Show the parts as an organisation finds them."""
    rehearsal, paper = trial_of(get_survey(here(), survey))
    return render_template("answering/tasks.html", **trial_facts(rehearsal, paper))


@trying.route("/part/<section>", methods=["GET", "POST"], defaults={"follow_up": ""})
@trying.route("/part/<section>/<follow_up>", methods=["GET", "POST"])
@commits
def page(partnership: str, survey: str, section: str, follow_up: str) -> str | Page:
    """Show one part; posting keeps what could be read in the trial, and goes on."""
    found = get_survey(here(), survey)
    rehearsal, paper = trial_of(found)
    form = paper.form(paper.page(section, follow_up), PatchworkForm, words_to_find(request.form))
    if request.method == "POST":
        return keep(found, form)
    return show(rehearsal, paper, form)


def keep(survey: Survey, form: PageForm) -> str | Page:
    """Keep a posted page and say where to go from it."""
    save_trial(survey, person_here(), read_answers(form))
    rehearsal, paper = trial_of(survey)
    stays = asks_to_find(request.form) or form.landing is not None or is_switching()
    if all(field.readable for field in form.questions):
        if form.landing is not None:
            return redirect(f"{request.path}#{form.landing}")
        if is_switching():
            return redirect(request.path)
        if request.form.get("act") == "later":
            return redirect(url_for("trying.tasks", **rehearsal.at))
    if stays or not form.validate():
        return show(rehearsal, paper, form)
    return redirect(address_after(rehearsal, paper, form))


def address_after(rehearsal: Rehearsal, paper: Paper, form: PageForm) -> str:
    """Give the address of the page that follows; after the last come all answers to look at."""
    following = paper.after(form.page)
    if following is None:
        return url_for("trying.check", **rehearsal.at)
    section, follow_up = following.section.id, following.follow_up
    return url_for("trying.page", section=section, follow_up=follow_up, **rehearsal.at)


def show(rehearsal: Rehearsal, paper: Paper, form: PageForm) -> str:
    """Show a page of questions."""
    return render_template(
        "answering/page.html",
        form=form,
        page=form.page,
        faults=faults_on(form),
        **trial_facts(rehearsal, paper),
    )


@trying.get("/check")
def check(partnership: str, survey: str) -> str:
    """Show all answers of the trial, who would see each, and what would be to put right."""
    rehearsal, paper = trial_of(get_survey(here(), survey))
    return render_template(
        "sending/check.html", form=ConfirmForm(), **trial_facts(rehearsal, paper)
    )


@trying.post("/again")
@commits
def again(partnership: str, survey: str) -> Page:
    """Forget the answers of the trial."""
    found = get_survey(here(), survey)
    if ConfirmForm().validate_on_submit():
        empty_trial(found, person_here())
        flash("Your trial is empty again.", "success")
    return redirect(url_for("trying.tasks", partnership=partnership, survey=survey))
