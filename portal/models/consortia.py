"""Briefs and matching runs: what was asked, the frozen inputs, and what came out."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, one_of
from portal.models.jobs import STATES, Leased
from portal.models.partnerships import Partnership


class Brief(Base):
    """An opportunity: the cells, capacity, value and size that a consortium must meet."""

    __tablename__ = "briefs"

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnerships.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(160))
    request: Mapped[dict[str, Any]]
    person_id: Mapped[int | None]
    partnership: Mapped[Partnership] = relationship(lazy="joined")


class MatchingRun(Leased, Base):
    """One run of the engine: frozen inputs, seed and effort, then the stored outcome.

    `inputs` holds everything that the engine needs, exclusions too, and is never shown. While a
    brief is proven, `best` is the quality of the group at hand and `bound` what none can exceed;
    afterwards they are those of the first group. `advice` is what would help a brief: how it could
    give way where it cannot be met, and whom to ask. `meetings` is, for an open grouping, whom each
    organisation should meet, and who might read each fact behind that. `revises_id` is the grouping
    that this one was begun from, to change as little of it as is worth it.
    """

    __tablename__ = "matching_runs"
    __table_args__ = (
        one_of("kind", ("brief", "grouping"), "kind"),
        one_of("state", STATES, "state"),
        sa.Index(None, "partnership_id", "created_at"),
        sa.Index(None, "state", "lease_until"),
    )

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnerships.id"))
    brief_id: Mapped[int | None] = mapped_column(sa.ForeignKey("briefs.id"), index=True)
    revises_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matching_runs.id"))
    kind: Mapped[str] = mapped_column(sa.String(12))
    name: Mapped[str] = mapped_column(sa.String(160))
    preset: Mapped[str] = mapped_column(sa.String(40), default="Balanced")
    request: Mapped[dict[str, Any]]
    inputs: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    organisations: Mapped[int]
    answered: Mapped[int]
    seed: Mapped[int] = mapped_column(default=0)
    effort: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None]
    outcome: Mapped[dict[str, Any] | None]
    picture: Mapped[dict[str, Any] | None]
    advice: Mapped[dict[str, Any] | None]
    meetings: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    best: Mapped[float | None]
    bound: Mapped[float | None]
    partnership: Mapped[Partnership] = relationship(lazy="joined")
    brief: Mapped[Brief | None] = relationship()


class Study(Leased, Base):
    """Something worked out of finished groupings afterwards, because somebody asked for it.

    `firmness` is about one run; a `comparison` sets `run` and `other` side by side, and waits for
    them where they are still being searched. `result` is the engine's answer.
    """

    __tablename__ = "studies"
    __table_args__ = (
        one_of("kind", ("firmness", "comparison"), "kind"),
        one_of("state", STATES, "state"),
        sa.Index(None, "run_id", "kind"),
        sa.Index(None, "state", "lease_until"),
    )

    run_id: Mapped[int] = mapped_column(sa.ForeignKey("matching_runs.id"))
    other_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matching_runs.id"))
    kind: Mapped[str] = mapped_column(sa.String(12))
    person_id: Mapped[int | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    run: Mapped[MatchingRun] = relationship(foreign_keys=[run_id])
    other: Mapped[MatchingRun | None] = relationship(foreign_keys=[other_id])
