"""Partnerships: the umbrella that all rows belong to, its themes, areas, resources and people."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, one_of
from portal.models.people import Person
from portal.models.places import Area

ROLES = ("coordinator", "viewer")


class Partnership(Base):
    """A place and a purpose in which everything happens."""

    __tablename__ = "partnerships"
    __table_args__ = (sa.UniqueConstraint("slug"),)

    slug: Mapped[str] = mapped_column(sa.String(60))
    name: Mapped[str] = mapped_column(sa.String(120))
    purpose: Mapped[str] = mapped_column(sa.Text, default="")
    contact: Mapped[str] = mapped_column(sa.String(254), default="")


class Theme(Base):
    """One entry of a partnership's theme list; retired, never deleted, once in use."""

    __tablename__ = "themes"
    __table_args__ = (sa.UniqueConstraint("partnership_id", "code"),)

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnerships.id"))
    code: Mapped[str] = mapped_column(sa.String(40))
    label: Mapped[str] = mapped_column(sa.String(120))
    hint: Mapped[str] = mapped_column(sa.String(300), default="")
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]
    partnership: Mapped[Partnership] = relationship()


class Resource(Base):
    """Something that organisations offer to or need from each other, such as a hall."""

    __tablename__ = "resources"
    __table_args__ = (sa.UniqueConstraint("partnership_id", "code"),)

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnerships.id"))
    code: Mapped[str] = mapped_column(sa.String(40))
    label: Mapped[str] = mapped_column(sa.String(120))
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]
    partnership: Mapped[Partnership] = relationship()


class PartnershipArea(Base):
    """An area that a partnership works with, and the part of town that it counts it to."""

    __tablename__ = "partnership_areas"
    __table_args__ = (sa.UniqueConstraint("partnership_id", "area_id"),)

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnerships.id"))
    area_id: Mapped[int] = mapped_column(sa.ForeignKey("areas.id"))
    part: Mapped[str] = mapped_column(sa.String(60), default="")
    retired_at: Mapped[datetime | None]
    partnership: Mapped[Partnership] = relationship()
    area: Mapped[Area] = relationship(lazy="joined")


class Membership(Base):
    """A person's role in one partnership."""

    __tablename__ = "memberships"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "person_id"),
        one_of("role", ROLES, "role"),
    )

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnerships.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(sa.String(12))
    partnership: Mapped[Partnership] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(lazy="joined")
