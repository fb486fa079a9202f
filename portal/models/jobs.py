"""Work for the job process: the lease of a long job, and e-mails waiting to be sent."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, one_of

STATES = ("queued", "running", "finished", "cancelled", "failed")


class Leased:
    """Columns of a row that a worker carries out: the row is the truth, the queue only a bell."""

    state: Mapped[str] = mapped_column(sa.String(12), default="queued")
    progress: Mapped[float] = mapped_column(default=0.0)
    phase: Mapped[str] = mapped_column(sa.String(200), default="")
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(sa.String(80))
    lease_until: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(sa.Text)


class OutgoingEmail(Base):
    """An e-mail to be sent once; the key makes asking twice harmless."""

    __tablename__ = "outgoing_emails"
    __table_args__ = (
        sa.UniqueConstraint("key"),
        one_of("state", ("waiting", "sending", "sent", "failed"), "state"),
        sa.Index(None, "state", "next_try_at"),
    )

    key: Mapped[str] = mapped_column(sa.String(120))
    recipient: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.String(12), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(sa.String(300))
