"""Write down who did what, in the same transaction as the act itself."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from portal.models.audit import AuditEntry
from portal.models.base import db, now


def record(
    action: str,
    subject: str,
    *,
    person_id: int | None = None,
    partnership_id: int | None = None,
    at: datetime | None = None,
    **detail: Any,
) -> None:
    """Add one act to the trail, done now or at a moment."""
    db.session.add(
        AuditEntry(
            action=action,
            subject=subject,
            person_id=person_id,
            partnership_id=partnership_id,
            created_at=at or now(),
            detail=detail,
        )
    )


def list_recent(partnership_id: int, limit: int = 100) -> list[AuditEntry]:
    """Give the latest acts in a partnership, newest first."""
    query = (
        sa.select(AuditEntry)
        .filter_by(partnership_id=partnership_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))
