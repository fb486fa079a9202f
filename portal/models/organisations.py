"""Organisations, their participation in partnerships, and what is known of them there."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Json, one_of
from portal.models.partnerships import Partnership
from portal.models.people import Person

VISIBILITIES = ("public", "members", "infrastructure", "coordinators", "engine")
SOURCES = ("response", "import", "typed", "on_behalf")
FACT_STATES = ("current", "proposed", "superseded", "refused")


class Organisation(Base):
    """A voluntary, community or social-enterprise organisation; it exists once."""

    __tablename__ = "organisations"
    __table_args__ = (sa.UniqueConstraint("external_id"),)

    name: Mapped[str] = mapped_column(sa.String(200))
    name_key: Mapped[str] = mapped_column(sa.String(200), index=True)
    kind: Mapped[str] = mapped_column(sa.String(60), default="")
    external_id: Mapped[str | None] = mapped_column(sa.String(60))
    website: Mapped[str] = mapped_column(sa.String(300), default="")


class Editorship(Base):
    """A person's right to speak for an organisation."""

    __tablename__ = "editorships"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "person_id"),
        one_of("role", ("owner", "editor"), "role"),
    )

    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(sa.String(12))
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(lazy="joined")


class Participation(Base):
    """An organisation in a partnership; `slug` stands for it in run inputs and graph files."""

    __tablename__ = "participations"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "organisation_id"),
        sa.UniqueConstraint("partnership_id", "slug"),
    )

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnerships.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    slug: Mapped[str] = mapped_column(sa.String(20))
    contact_name: Mapped[str] = mapped_column(sa.String(120), default="")
    contact_email: Mapped[str] = mapped_column(sa.String(254), default="")
    left_at: Mapped[datetime | None]
    partnership: Mapped[Partnership] = relationship(lazy="joined")
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class Sourced:
    """Columns that say where a statement comes from and when it was made."""

    source: Mapped[str] = mapped_column(sa.String(12))
    source_ref: Mapped[str] = mapped_column(sa.String(160), default="")
    stated_by: Mapped[str] = mapped_column(sa.String(200), default="")
    stated_on: Mapped[date]


class ProfileFact(Sourced, Base):
    """One field of a profile as somebody stated it; history is rows, never overwritten."""

    __tablename__ = "profile_facts"
    __table_args__ = (
        one_of("source", SOURCES, "source"),
        one_of("state", FACT_STATES, "state"),
        one_of("visibility", VISIBILITIES, "visibility"),
        sa.Index(
            "uq_profile_facts_current",
            "participation_id",
            "field",
            unique=True,
            sqlite_where=sa.text("state = 'current'"),
            postgresql_where=sa.text("state = 'current'"),
        ),
        sa.Index(None, "participation_id", "state"),
    )

    participation_id: Mapped[int] = mapped_column(sa.ForeignKey("participations.id"))
    field: Mapped[str] = mapped_column(sa.String(40))
    value: Mapped[Any] = mapped_column(Json)
    visibility: Mapped[str] = mapped_column(sa.String(16), default="coordinators")
    state: Mapped[str] = mapped_column(sa.String(12), default="current")
    participation: Mapped[Participation] = relationship()


class Tie(Sourced, Base):
    """One organisation's statement that it works with another, and how closely.

    It stands or waits with the fact that was told together with it, under the same reference.
    """

    __tablename__ = "ties"
    __table_args__ = (
        sa.UniqueConstraint("from_id", "to_id", "source_ref"),
        sa.CheckConstraint("from_id <> to_id", name="not_itself"),
        sa.CheckConstraint("intensity >= 0 AND intensity <= 1", name="intensity"),
        sa.Index(None, "to_id"),
    )

    from_id: Mapped[int] = mapped_column(sa.ForeignKey("participations.id"))
    to_id: Mapped[int] = mapped_column(sa.ForeignKey("participations.id"))
    intensity: Mapped[float]


class Exclusion(Sourced, Base):
    """ "Cannot work with": for the engine and for the one who said it, nobody else."""

    __tablename__ = "exclusions"
    __table_args__ = (
        sa.UniqueConstraint("from_id", "to_id", "source_ref"),
        sa.CheckConstraint("from_id <> to_id", name="not_itself"),
    )

    from_id: Mapped[int] = mapped_column(sa.ForeignKey("participations.id"))
    to_id: Mapped[int] = mapped_column(sa.ForeignKey("participations.id"))
