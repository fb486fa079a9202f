"""Other replies than answers: "not this time", and "we would rather talk"."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Page

from portal.answering.pages import on_response
from portal.answering.reply_forms import DeclineForm, TalkForm
from portal.inviting.replies import ask_for_talk, decline
from portal.models.surveys import Response
from portal.surveys.late import last_day_for
from portal.web.languages import told
from portal.web.transactions import commits, refusals_to
from survey import tell

replying = Blueprint("replying", __name__)


def back_to(response: Response) -> Page:
    """Lead back to the parts of the survey, where the reply is shown."""
    return redirect(url_for("answering.tasks", response=response.public_id))


def facts_of(response: Response) -> dict[str, Any]:
    """Give what both pages show."""
    return {
        "response": response,
        "survey": response.survey,
        "organisation": response.participation.organisation,
        "last_day": last_day_for(response),
    }


@replying.route("/answer/<response>/not-this-time", methods=["GET", "POST"])
@commits
@on_response
def not_this_time(response: Response) -> str | Page:
    """Let an organisation say that it does not answer this time, with a word why if it likes."""
    if response.state != "draft":
        return back_to(response)
    form = DeclineForm(words=response.declined_words)
    if form.validate_on_submit():
        with refusals_to(form):
            decline(response, form.words.data or "")
            flash(told(tell("Noted: not this time. You will get no reminders.")), "success")
            return back_to(response)
    return render_template("replying/not_this_time.html", form=form, **facts_of(response))


@replying.route("/answer/<response>/talk", methods=["GET", "POST"])
@commits
@on_response
def talk(response: Response) -> str | Page:
    """Let an organisation ask to be rung or visited instead."""
    if response.state != "draft":
        return back_to(response)
    form = TalkForm()
    if form.validate_on_submit():
        with refusals_to(form):
            ask_for_talk(response, form.words.data or "", form.telephone.data or "")
            noted = tell("Noted: the coordinators will get in touch. You will get no reminders.")
            flash(told(noted), "success")
            return back_to(response)
    return render_template("replying/talk.html", form=form, **facts_of(response))
