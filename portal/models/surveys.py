"""Surveys, their immutable versions, invitations, registrations and responses."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, one_of
from portal.models.organisations import Participation
from portal.models.partnerships import Partnership

SURVEY_STATES = ("draft", "open", "closed")


class Survey(Base):
    """A questionnaire that a partnership runs for a time."""

    __tablename__ = "surveys"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "slug"),
        one_of("state", SURVEY_STATES, "state"),
    )

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnerships.id"))
    slug: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(160))
    state: Mapped[str] = mapped_column(sa.String(12), default="draft")
    registration_open: Mapped[bool] = mapped_column(default=False)
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
    survey: Mapped[Survey] = relationship(lazy="joined")


class Invitation(Base):
    """A personal link to one organisation's response; only the hash of its token is kept."""

    __tablename__ = "invitations"
    __table_args__ = (
        sa.UniqueConstraint("token_hash"),
        sa.Index(None, "survey_id", "participation_id"),
    )

    survey_id: Mapped[int] = mapped_column(sa.ForeignKey("surveys.id"))
    participation_id: Mapped[int] = mapped_column(sa.ForeignKey("participations.id"))
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    token_hash: Mapped[str] = mapped_column(sa.String(64))
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


class Response(Base):
    """One organisation's answers to one survey: a draft on the server, then sent, exactly once."""

    __tablename__ = "responses"
    __table_args__ = (
        sa.UniqueConstraint("survey_id", "participation_id"),
        sa.UniqueConstraint("public_id"),
        sa.UniqueConstraint("send_key"),
        one_of("state", ("draft", "sent"), "state"),
    )

    public_id: Mapped[str] = mapped_column(sa.String(36))
    survey_id: Mapped[int] = mapped_column(sa.ForeignKey("surveys.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_versions.id"))
    participation_id: Mapped[int] = mapped_column(sa.ForeignKey("participations.id"))
    state: Mapped[str] = mapped_column(sa.String(12), default="draft")
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    send_key: Mapped[str | None] = mapped_column(sa.String(64))
    answered_by: Mapped[str] = mapped_column(sa.String(120), default="")
    survey: Mapped[Survey] = relationship(lazy="joined")
    version: Mapped[SurveyVersion] = relationship(lazy="joined")
    participation: Mapped[Participation] = relationship(lazy="joined")
