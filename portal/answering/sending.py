"""Checking all answers, sending them once, and what there is afterwards."""

from typing import Any
from uuid import uuid4

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Page

from portal.answering.doors import guard_typing
from portal.answering.entering import audience_here, paper_here, tell_organisation
from portal.answering.forms import SendForm
from portal.answering.pages import facts_of, is_cut_loose, on_response
from portal.answering.portable import pdf_copy
from portal.answering.receipts import plain_copy, send_receipt, settle_difference
from portal.errors import Conflict, Refused
from portal.models.surveys import Response
from portal.surveys.amending import may_amend
from portal.surveys.channels import BY
from portal.surveys.differences import describe_differences
from portal.surveys.late import may_answer_now
from portal.surveys.papers import Paper, paper_as_sent
from portal.surveys.responses import send_response
from portal.web.downloads import as_attachment
from portal.web.forms import ConfirmForm
from portal.web.languages import spoken, told
from portal.web.login import enters
from portal.web.security import limiter
from portal.web.transactions import commits
from survey import tell

sending = guard_typing(Blueprint("sending", __name__))


@sending.route("/answer/<response>/check", methods=["GET", "POST"])
@commits
@on_response
def check(response: Response) -> str | Page:
    """Show all answers, who sees each, and what is to put right; posting sends them."""
    if response.state == "sent":
        return redirect(url_for("sending.done", response=response.public_id))
    form = form_for_sending(response)
    if form.validate_on_submit():
        return send(response, form)
    if not form.is_submitted():
        form.send_key.data = uuid4().hex
        form.revision.data = response.revision
    return render_template("sending/check.html", form=form, **check_facts(response))


def form_for_sending(response: Response) -> SendForm:
    """Give the form: who enters for somebody says who told it, and no name is asked anonymously."""
    form = SendForm()
    if response.survey.mode == "anonymous":
        del form.answered_by
    elif enters(response):
        form.answered_by.label.text = f"Who told you, {BY[response.channel]}?"
        form.answered_by.description = "Their name stands beside what goes into the profile."
    return form


def send(response: Response, form: SendForm) -> str | Page:
    """Send the answers; where they were changed meanwhile, show them again instead."""
    entering = enters(response)
    try:
        send_response(
            response,
            send_key=form.send_key.data,
            revision=form.revision.data,
            answered_by=form.answered_by.data if form.answered_by else "",
            audience=audience_here(response),
        )
    except (Conflict, Refused) as refusal:
        form.revision.data = response.revision
        facts = check_facts(response)
        answer = render_template("sending/check.html", form=form, refusal=refusal, **facts)
        return make_response(answer, refusal.status)
    if entering:
        return leave_desk(response)
    send_receipt(response)
    return redirect(url_for("sending.done", response=response.public_id))


def leave_desk(response: Response) -> Page:
    """Tell the organisation what was entered for it; the coordinator's door has shut."""
    told = tell_organisation(response)
    name = response.participation.organisation.name
    none = "There is no address that takes our e-mails: tell them yourself."
    after = "We wrote to them." if told else none
    flash(f"The answers of {name} are sent. {after}", "success")
    address = url_for(
        "inviting.organisation",
        partnership=response.survey.partnership.slug,
        survey=response.survey.slug,
        organisation_id=response.participation.organisation_id,
    )
    return redirect(address)


def check_facts(response: Response) -> dict[str, Any]:
    """Give what the page for checking shows: all answers, and what differs from those sent."""
    facts = facts_of(response)
    if response.state != "amending":
        return facts
    return {**facts, "changes": facts["paper"].differences(paper_as_sent(response).answers)}


@sending.get("/answer/<response>/done")
@on_response
def done(response: Response) -> str | Page:
    """Say that the answers have arrived, what happens next, and what is to settle."""
    if response.state == "draft":
        return redirect(url_for("answering.tasks", response=response.public_id))
    if is_cut_loose(response):
        return render_template("sending/done_loose.html", **facts_of(response))
    differences = describe_differences(response)
    changeable = may_amend(response) and may_answer_now(response)
    return render_template(
        "sending/done.html", differences=differences, changeable=changeable, **facts_of(response)
    )


@sending.post("/answer/<response>/differences/<int:fact_id>/<any(accept, keep):choice>")
@commits
@on_response
def settle(response: Response, fact_id: int, choice: str) -> Page:
    """Take what was told now in place of what was known, or keep what was known."""
    if ConfirmForm().validate_on_submit():
        settle_difference(response, fact_id, accept=choice == "accept")
        taken, left = tell("You took your new answer."), tell("You kept what was known.")
        words = told(taken if choice == "accept" else left)
        flash(words, "success")
    return redirect(url_for("sending.done", response=response.public_id))


def copied(response: Response) -> Paper:
    """Give what a copy holds: what was sent, or the draft where nothing was."""
    return (
        paper_here(response) if response.state == "draft" else paper_as_sent(response, spoken().now)
    )


@sending.get("/answer/<response>/copy")
@on_response
def copy(response: Response) -> str:
    """Show all answers on one page, to print or to keep."""
    return render_template("sending/copy.html", **facts_of(response, copied(response)))


@sending.get("/answer/<response>/copy.txt")
@on_response
def copy_text(response: Response) -> Page:
    """Give all answers as a plain text file."""
    text = plain_copy(response, copied(response))
    return as_attachment(text, "our-answers.txt", "text/plain")


@sending.get("/answer/<response>/copy.pdf")
@limiter.limit("120 per hour")
@on_response
def copy_pdf(response: Response) -> Page:
    """Give all answers as a PDF."""
    content = pdf_copy(response, copied(response))
    return as_attachment(content, "our-answers.pdf", "application/pdf")
