"""Responses: one for each organisation and survey, a draft on the server, then sent."""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from portal.errors import Conflict, NotThere, Refused
from portal.models.base import db, now
from portal.models.organisations import Participation
from portal.models.surveys import Response, Submission, Survey
from portal.surveys.anonymous import cut_loose
from portal.surveys.at_once import add_or_find
from portal.surveys.filing import file_answers
from portal.surveys.opening import is_open
from portal.surveys.questionnaires import Audience, context_of_response, definition_of
from portal.surveys.service import current_version
from portal.surveys.submissions import latest_submission, mark_sent, was_sent_with
from portal.surveys.trail import note_response
from portal.surveys.uploads import forget_left_over
from survey import Definition, kept, tell, validate


def start_response(survey: Survey, participation: Participation) -> Response:
    """Give the response of an organisation to a survey as it opens it, made where there is none."""
    response = find_or_make(survey, participation)
    response.opened_at = response.opened_at or now()
    return response


def find_or_make(survey: Survey, participation: Participation) -> Response:
    """Give the response of an organisation to a survey, made where there is none yet."""
    found = find_response(survey, participation)
    if found is not None:
        return found
    if not is_open(survey) or participation.partnership_id != survey.partnership_id:
        raise NotThere()
    return make_response(survey, participation)


def make_response(survey: Survey, participation: Participation) -> Response:
    """Make the response of an organisation; where somebody was faster, give theirs."""
    response = Response(
        public_id=str(uuid4()),
        survey=survey,
        version=current_version(survey),
        participation=participation,
    )
    made = add_or_find(response, lambda: find_response(survey, participation))
    if made is response:
        # One that was published while this waited counts: nothing was answered on the other yet.
        made.version = current_version(survey)
    return made


def find_response(survey: Survey, participation: Participation) -> Response | None:
    """Find the response of an organisation to a survey."""
    return db.session.scalar(
        sa.select(Response).filter_by(survey_id=survey.id, participation_id=participation.id)
    )


def get_response(public_id: str) -> Response:
    """Give a response by the id in its address."""
    response = db.session.scalar(sa.select(Response).filter_by(public_id=public_id))
    if response is None:
        raise NotThere()
    return response


def take_response(public_id: str) -> Response:
    """Give a response as it is now, held until the transaction ends, for changing it."""
    query = sa.select(Response).filter_by(public_id=public_id).with_for_update(of=Response)
    response = db.session.scalar(query.execution_options(populate_existing=True))
    if response is None:
        raise NotThere()
    return response


def fingerprint(answers: Mapping[str, Any], questions: Collection[str]) -> str:
    """Give short marks of the answers to some questions, to notice which of them have changed."""
    return " ".join(f"{question}:{_mark(answers.get(question))}" for question in sorted(questions))


def mark_again(
    seen: str, answers: Mapping[str, Any], *, told: Collection[str], questions: Collection[str]
) -> str:
    """Give the marks of a posted page that is shown again.

    What was told on it is as it is now; of its other questions nothing was shown since it was made.
    """
    before = (one for one in seen.split() if one.split(":")[0] in set(questions) - set(told))
    return " ".join([*before, fingerprint(answers, told)])


def _mark(answer: Any) -> str:
    text = json.dumps(answer, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def save_page(
    response: Response,
    values: Mapping[str, Any],
    seen: str,
    questions: Collection[str] | None = None,
) -> bool:
    """Save the answers of one page, unless they are sent; tell whether that changed anything.

    `values` holds the answers that could be read, `questions` names all on the page where there
    are more. `seen` is the fingerprint of the answers that the page was made from; where somebody
    saved another answer to one of these questions since, nothing is changed and Conflict carries
    both.
    """
    if response.state == "sent":
        raise Conflict(tell("These answers have been sent."), yours=values, theirs=response.answers)
    same = {q for q in values if q in response.answers and response.answers[q] == values[q]}
    if same == set(values):
        return False
    page = questions or list(values)
    now_there = fingerprint(response.answers, set(page) - same)
    if not set(now_there.split()) <= set(seen.split()):
        kept = {question: response.answers.get(question) for question in page}
        raise Conflict(tell("Somebody else saved this part."), yours=values, theirs=kept)
    response.answers = {**response.answers, **values}
    response.revision += 1
    response.saved_at = now()
    # Answering takes back what was said instead of it.
    response.declined_at = response.talk_asked_at = None
    db.session.flush()
    return True


def send_response(
    response: Response,
    *,
    send_key: str,
    revision: int,
    answered_by: str,
    audience: Audience = None,
) -> bool:
    """Send the answers, exactly once for each key; False where they had been sent before.

    Checks the whole, freezes it, and turns it into what is known of the organisation, all in
    the transaction at hand. `revision` is the one that was checked: a later one is a Conflict.
    `audience` is who answers for the organisation, None for itself: what they may not see is not
    asked of them. Anonymous answers are cut loose instead, see `anonymous.cut_loose`.
    """
    if response.state == "sent" or was_sent_with(response, send_key):
        return False
    if response.revision != revision:
        raise Conflict(tell("Somebody changed an answer while you checked. Look again, then send."))
    definition = definition_of(response.version)
    context = context_of_response(response, audience)
    if validate(definition, context, response.answers):
        raise Refused(tell("Some answers need another look before they can be sent."))
    answers = kept(definition, context, response.answers)
    if response.survey.mode == "anonymous":
        sent = cut_loose(response, answers)
    else:
        sent = send_with_name(response, answered_by, answers, by_itself=audience is None)
        if sent:
            keep_sending(response, definition, send_key)
    if sent:
        # Of anonymous answers the response keeps the day alone, and the trail no more than that.
        note_response("sent answers", response, at=response.sent_at)
    return sent


def keep_sending(response: Response, definition: Definition, send_key: str) -> None:
    """Keep a sending with its organisation, and let the profile learn from it where it may."""
    before = latest_submission(response)
    keep_submission(response, send_key)
    forget_left_over(response)
    file_answers(response, definition, before)


def send_with_name(
    response: Response, answered_by: str, answers: Mapping[str, Any], *, by_itself: bool
) -> bool:
    """Send answers that stay with the organisation; False where somebody was faster.

    What the organisation sends itself is its own, whoever entered it before.
    """
    own: dict[str, Any] = {"channel": "online", "entered_by": None} if by_itself else {}
    told = {"answered_by": answered_by[:120], "answers": dict(answers)}
    return mark_sent(response, sent_at=now(), **told, **own)


def keep_submission(response: Response, send_key: str) -> None:
    """Keep what was sent just now, beside all that was sent before."""
    before = sa.select(sa.func.count()).where(Submission.response_id == response.id)
    db.session.add(
        Submission(
            response=response,
            number=(db.session.scalar(before) or 0) + 1,
            version=response.version,
            answers=response.answers,
            sent_at=response.sent_at,
            sent_by=response.answered_by,
            send_key=send_key,
            channel=response.channel,
            entered_by=response.entered_by,
        )
    )
    db.session.flush()
