"""People who sign in, and the one-use links by which they do."""

from datetime import datetime

import sqlalchemy as sa
from flask_security import RoleMixin, UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base

person_roles = sa.Table(
    "person_roles",
    Base.metadata,
    sa.Column("person_id", sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Base, RoleMixin):
    """A role over the whole installation; roles in one partnership are memberships."""

    __tablename__ = "roles"
    __table_args__ = (sa.UniqueConstraint("name"),)

    name: Mapped[str] = mapped_column(sa.String(40))


class Person(Base, UserMixin):
    """Somebody who can sign in; changing `fs_uniquifier` ends all of their sign-ins."""

    __tablename__ = "people"
    __table_args__ = (sa.UniqueConstraint("email"), sa.UniqueConstraint("fs_uniquifier"))

    email: Mapped[str] = mapped_column(sa.String(254))
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    active: Mapped[bool] = mapped_column(default=True)
    password: Mapped[str | None] = mapped_column(sa.String(255))
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64))
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]
        secondary=person_roles, lazy="selectin"
    )

    @property
    def is_administrator(self) -> bool:
        """Whether this person looks after the whole installation."""
        return any(role.name == "administrator" for role in self.roles)


class SignInLink(Base):
    """An e-mailed link that signs in once; only the hash of its token is kept."""

    __tablename__ = "sign_in_links"
    __table_args__ = (sa.UniqueConstraint("token_hash"), sa.Index(None, "email", "created_at"))

    # No key to people: asking for a link must leave the same trace for an unknown address.
    email: Mapped[str] = mapped_column(sa.String(254))
    token_hash: Mapped[str] = mapped_column(sa.String(64))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
