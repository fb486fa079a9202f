"""Surveys, their immutable versions, invitations, registrations and responses."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Json, one_of
from portal.models.organisations import Participation
from portal.models.partnerships import Partnership
from portal.models.people import Person
from portal.models.unchanging import keep_unchanged

SURVEY_STATES = ("draft", "open", "closed")
MODES = ("identified", "confidential", "anonymous")
RESPONSE_STATES = ("draft", "sent", "amending")
CHANNELS = ("online", "paper", "email", "telephone", "meeting")


class Survey(Base):
    """A questionnaire that a partnership runs for a time.

    One that is open with an opening time still to come is scheduled. Its mode says what is kept of
    who answered; responses refer to it together with the mode, so that it cannot change after the
    first of them. One that follows another is a later wave of it: it may look at what each
    organisation answered there.
    """

    __tablename__ = "surveys"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "slug"),
        sa.UniqueConstraint("id", "mode"),
        one_of("state", SURVEY_STATES, "state"),
        one_of("mode", MODES, "mode"),
    )

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnerships.id"))
    slug: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(160))
    state: Mapped[str] = mapped_column(sa.String(12), default="draft")
    mode: Mapped[str] = mapped_column(sa.String(12), default="identified")
    registration_open: Mapped[bool] = mapped_column(default=False)
    follows_id: Mapped[int | None] = mapped_column(sa.ForeignKey("surveys.id", ondelete="SET NULL"))
    opens_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    partnership: Mapped[Partnership] = relationship(lazy="joined")


class SurveyVersion(Base):
    """A definition as it was published; it never changes afterwards."""

    __tablename__ = "survey_versions"
    __table_args__ = (sa.UniqueConstraint("survey_id", "number"),)

    survey_id: Mapped[int] = mapped_column(sa.ForeignKey("surveys.id"))
    number: Mapped[int]
    definition: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    published_by: Mapped[int | None] = mapped_column(
        sa.ForeignKey("people.id", ondelete="SET NULL")
    )
    survey: Mapped[Survey] = relationship(lazy="joined")


keep_unchanged(
    Base.metadata.tables["survey_versions"],
    ("survey_id", "number", "definition"),
    "A published version stays as it is.",
)


class Invitation(Base):
    """A personal link to one organisation's response; only the hash of its token is kept.

    `reminder` counts the letters before it: 0 for the invitation, 1 for the first reminder.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        sa.UniqueConstraint("token_hash"),
        sa.Index(None, "survey_id", "participation_id"),
    )

    survey_id: Mapped[int] = mapped_column(sa.ForeignKey("surveys.id"))
    participation_id: Mapped[int] = mapped_column(sa.ForeignKey("participations.id"))
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    token_hash: Mapped[str] = mapped_column(sa.String(64))
    reminder: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    survey: Mapped[Survey] = relationship(lazy="joined")
    participation: Mapped[Participation] = relationship(lazy="joined")


class Registration(Base):
    """Somebody who registered interest in public; it becomes an organisation once confirmed."""

    __tablename__ = "registrations"
    __table_args__ = (sa.UniqueConstraint("token_hash"), sa.Index(None, "survey_id", "email"))

    survey_id: Mapped[int] = mapped_column(sa.ForeignKey("surveys.id"))
    organisation_name: Mapped[str] = mapped_column(sa.String(200))
    contact_name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(254))
    token_hash: Mapped[str] = mapped_column(sa.String(64))
    confirmed_at: Mapped[datetime | None]
    invitation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitations.id"))
    survey: Mapped[Survey] = relationship(lazy="joined")
    invitation: Mapped[Invitation | None] = relationship()


class MailStop(Base):
    """An address that gets no more e-mails about surveys: its owner said so, or they came back."""

    __tablename__ = "mail_stops"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "email"),
        one_of("why", ("opted_out", "bounced"), "why"),
    )

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnerships.id"))
    email: Mapped[str] = mapped_column(sa.String(254))
    why: Mapped[str] = mapped_column(sa.String(12))


class Response(Base):
    """One organisation's part in one survey: a draft on the server, then sent.

    `opened_at` is when the organisation itself first opened it: a coordinator may have made it, to
    enter answers or to let it in late. `answers` are those at hand; what was sent is a Submission
    each time. Where the survey is anonymous, sending cuts the answers off, which the database
    insists on.
    """

    __tablename__ = "responses"
    __table_args__ = (
        sa.UniqueConstraint("survey_id", "participation_id"),
        sa.UniqueConstraint("public_id"),
        sa.ForeignKeyConstraint(["survey_id", "survey_mode"], ["surveys.id", "surveys.mode"]),
        one_of("state", RESPONSE_STATES, "state"),
        one_of("channel", CHANNELS, "channel"),
        sa.CheckConstraint(
            "survey_mode <> 'anonymous' OR (channel = 'online' AND state <> 'amending'"
            " AND (state <> 'sent' OR CAST(answers AS TEXT) = '{}'))",
            name="anonymous",
        ),
    )

    public_id: Mapped[str] = mapped_column(sa.String(36))
    survey_id: Mapped[int]
    survey_mode: Mapped[str] = mapped_column(sa.String(12))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_versions.id"))
    participation_id: Mapped[int] = mapped_column(sa.ForeignKey("participations.id"))
    state: Mapped[str] = mapped_column(sa.String(12), default="draft")
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(sa.String(12), default="")
    opened_at: Mapped[datetime | None]
    saved_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(sa.String(120), default="")
    channel: Mapped[str] = mapped_column(sa.String(12), default="online")
    entered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))
    declined_at: Mapped[datetime | None]
    declined_words: Mapped[str] = mapped_column(sa.String(500), default="")
    talk_asked_at: Mapped[datetime | None]
    talk_words: Mapped[str] = mapped_column(sa.String(500), default="")
    late_until: Mapped[datetime | None]
    late_reason: Mapped[str] = mapped_column(sa.String(500), default="")
    survey: Mapped[Survey] = relationship(lazy="joined")
    version: Mapped[SurveyVersion] = relationship(lazy="joined")
    participation: Mapped[Participation] = relationship(lazy="joined")


class Submission(Base):
    """Answers as they were sent, each time that they were; what was acknowledged stays.

    Each says how it came and who entered it, also after the organisation has sent others itself.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        sa.UniqueConstraint("response_id", "number"),
        sa.UniqueConstraint("send_key"),
        one_of("channel", CHANNELS, "channel"),
    )

    response_id: Mapped[int] = mapped_column(sa.ForeignKey("responses.id"))
    number: Mapped[int]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_versions.id"))
    answers: Mapped[dict[str, Any]]
    sent_at: Mapped[datetime]
    sent_by: Mapped[str] = mapped_column(sa.String(120), default="")
    send_key: Mapped[str] = mapped_column(sa.String(64))
    channel: Mapped[str] = mapped_column(sa.String(12), default="online")
    entered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))
    response: Mapped[Response] = relationship(lazy="joined")
    version: Mapped[SurveyVersion] = relationship(lazy="joined")


# Anonymous answers bear no time and no number that counts up, and SQLite keeps them in the order
# of their random keys: nothing tells which came first.
anonymous_answers = sa.Table(
    "anonymous_answers",
    Base.metadata,
    sa.Column("key", sa.String(32), primary_key=True),
    sa.Column("survey_id", sa.ForeignKey("surveys.id"), nullable=False, index=True),
    sa.Column("answers", Json, nullable=False),
    sqlite_with_rowid=False,
)


class Trial(Base):
    """Answers with which somebody tries a survey out; they are never among the real ones."""

    __tablename__ = "trials"
    __table_args__ = (sa.UniqueConstraint("version_id", "person_id"),)

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_versions.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    saved_at: Mapped[datetime | None]
    version: Mapped[SurveyVersion] = relationship(lazy="joined")
    person: Mapped[Person] = relationship()


class Upload(Base):
    """A file that came with an answer; in quarantine until it was looked at."""

    __tablename__ = "uploads"
    __table_args__ = (
        sa.UniqueConstraint("public_id"),
        sa.Index(None, "response_id"),
        one_of("state", ("quarantined", "released", "refused"), "state"),
    )

    public_id: Mapped[str] = mapped_column(sa.String(36))
    response_id: Mapped[int] = mapped_column(sa.ForeignKey("responses.id"))
    question_id: Mapped[str] = mapped_column(sa.String(64))
    name: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    state: Mapped[str] = mapped_column(sa.String(12), default="quarantined")
    finding: Mapped[str] = mapped_column(sa.String(300), default="")
    looked_at: Mapped[datetime | None]
    response: Mapped[Response] = relationship()
