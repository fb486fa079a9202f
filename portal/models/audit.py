"""The audit trail: who did what, when, to what."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base


class AuditEntry(Base):
    """One act; plain ids rather than keys, so that the trail outlives what it speaks of."""

    __tablename__ = "audit_entries"
    __table_args__ = (sa.Index(None, "partnership_id", "created_at"),)

    person_id: Mapped[int | None]
    partnership_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(sa.String(80))
    subject: Mapped[str] = mapped_column(sa.String(120))
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
