"""Personal links: one live link for each organisation and survey, of which only a hash is kept."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence

import sqlalchemy as sa

from portal.errors import Refused
from portal.inviting.letters import invitation_letter
from portal.inviting.stops import address_key, list_stops
from portal.mail.service import Letter, queue_emails
from portal.models.base import db, now
from portal.models.organisations import Participation
from portal.models.surveys import Invitation, Response, Survey
from portal.surveys.at_once import hold_survey
from portal.surveys.channels import is_being_entered
from portal.surveys.earlier import was_told_in_confidence
from portal.surveys.late import find_let_in
from portal.surveys.opening import is_open
from portal.surveys.promises import has_names
from portal.surveys.questionnaires import definition_of
from portal.surveys.trail import note_survey

MakeLink = Callable[[str], str]


def hash_token(token: str) -> str:
    """Give what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def invite(survey: Survey, participation: Participation, email: str = "") -> str:
    """Make a new link for an organisation and give its token; any earlier link stops working."""
    return make_invitation(survey, participation, email)[1]


def make_invitation(
    survey: Survey, participation: Participation, email: str
) -> tuple[Invitation, str]:
    """Make a new link, revoke the earlier ones, and give the row with the token."""
    return make_invitations(survey, [(participation, email)])[0]


def make_invitations(
    survey: Survey, wanted: Sequence[tuple[Participation, str]]
) -> list[tuple[Invitation, str]]:
    """Make a new link for each organisation and address, with the tokens, and revoke the others."""
    hold_survey(survey)
    revoke(survey, [participation.id for participation, _email in wanted])
    return add_links(survey, wanted)


def add_links(
    survey: Survey, wanted: Sequence[tuple[Participation, str]]
) -> list[tuple[Invitation, str]]:
    """Make a new link for each organisation and address beside those that work already."""
    for participation, _email in wanted:
        check_place(survey, participation)
    made = [new_link(survey, participation, email) for participation, email in wanted]
    db.session.add_all([invitation for invitation, _token in made])
    db.session.flush()
    return made


def new_link(survey: Survey, participation: Participation, email: str) -> tuple[Invitation, str]:
    """Give the row of a new link, not kept yet, with its token."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        survey=survey,
        participation=participation,
        email=address_key(email),
        token_hash=hash_token(token),
    )
    return invitation, token


def revoke(survey: Survey, participation_ids: Sequence[int]) -> None:
    """End the links of some organisations."""
    for start in range(0, len(participation_ids), 1_000):
        db.session.execute(
            sa.update(Invitation)
            .where(
                Invitation.survey_id == survey.id,
                Invitation.participation_id.in_(participation_ids[start : start + 1_000]),
                Invitation.revoked_at.is_(None),
            )
            .values(revoked_at=now())
        )


def check_place(survey: Survey, participation: Participation) -> None:
    """Refuse an organisation of another partnership, or one that has left."""
    name = participation.organisation.name
    if participation.partnership_id != survey.partnership_id or participation.left_at:
        raise Refused(f"{name} does not take part in this partnership.")
    if not is_open(survey) and find_let_in(survey, participation) is None:
        raise Refused("Open the survey first. Links work while it is open.")


def send_invitations(
    survey: Survey,
    participations: Iterable[Participation],
    make_link: MakeLink,
    *,
    person_id: int | None = None,
) -> list[Invitation]:
    """E-mail a new link to each organisation that may get a letter and has not sent its answers."""
    hold_survey(survey)
    done, stops = have_sent(survey), list_stops(survey.partnership_id)
    wanted = [
        (one, one.contact_email)
        for one in participations
        if one.id not in done and may_write_to(one.contact_email, stops)
    ]
    made = make_invitations(survey, wanted)
    post([(one, *invitation_letter(one, make_link(token))) for one, token in made])
    sent = [invitation for invitation, _token in made]
    slugs = [invitation.participation.slug for invitation in sent]
    note_survey("invited to a survey", survey, person_id, organisations=slugs)
    return sent


def may_write_to(email: str, stops: Mapping[str, str]) -> bool:
    """Tell whether letters about surveys may go to an address."""
    return bool(email) and address_key(email) not in stops


def post(letters: Sequence[tuple[Invitation, str, str]]) -> None:
    """Put the letters of some links into the outbox, each with its subject and its words."""
    queue_emails(
        [
            Letter(f"invitation:{invitation.id}", invitation.email, subject, body)
            for invitation, subject, body in letters
        ]
    )
    for invitation, _subject, _body in letters:
        invitation.sent_at = now()


def hand_over(survey: Survey, participation: Participation, *, person_id: int | None = None) -> str:
    """Give the token of a new link that a coordinator passes on by phone or on paper."""
    if participation.id in have_sent(survey):
        raise Refused(f"{participation.organisation.name} has sent its answers already.")
    if tells_in_confidence(survey, participation):
        raise Refused(
            f"{participation.organisation.name} has begun a part that nobody else may read. "
            "Send it a new link by e-mail instead."
        )
    if was_told_in_confidence(survey, participation):
        raise Refused(
            f"The link would show what {participation.organisation.name} told in confidence in the"
            " survey before. Send it by e-mail instead."
        )
    token = invite(survey, participation)
    note_survey("made a link to hand over", survey, person_id, organisation=participation.slug)
    return token


def tells_in_confidence(survey: Survey, participation: Participation) -> bool:
    """Tell whether a draft holds an answer that nobody else may read with the name."""
    query = sa.select(Response).filter_by(survey_id=survey.id, participation_id=participation.id)
    draft = db.session.scalar(query)
    if draft is None:
        return False
    if not has_names(survey) and not is_being_entered(draft):
        return any(value is not None for value in draft.answers.values())
    private = [q.id for q in definition_of(draft.version).questions() if q.visibility == "engine"]
    return any(draft.answers.get(question) for question in private)


def have_sent(survey: Survey) -> set[int]:
    """Give the participations whose answers to a survey have been sent."""
    query = sa.select(Response.participation_id).where(
        Response.survey_id == survey.id, Response.state != "draft"
    )
    return set(db.session.scalars(query))


def find_live(token: str) -> Invitation | None:
    """Find the invitation of a token that still opens something."""
    invitation = db.session.scalar(sa.select(Invitation).filter_by(token_hash=hash_token(token)))
    return invitation if invitation is not None and is_live(invitation) else None


def is_live(invitation: Invitation) -> bool:
    """Tell whether the link of an invitation opens something now."""
    survey, participation = invitation.survey, invitation.participation
    if invitation.revoked_at or participation.left_at:
        return False
    return is_open(survey) or find_let_in(survey, participation) is not None


def find_addressed(token: str) -> Invitation | None:
    """Find the invitation of a token that was sent to an address, whatever became of it since.

    Letters are kept for longer than links work, and each must stop those that come after it.
    """
    query = sa.select(Invitation).filter_by(token_hash=hash_token(token))
    return db.session.scalar(query.where(Invitation.email != ""))


def mark_opened(invitation: Invitation) -> None:
    """Note when a link was first used, by a person and not by a scanner of e-mails."""
    invitation.opened_at = invitation.opened_at or now()
