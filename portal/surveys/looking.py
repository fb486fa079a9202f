"""The job that looks at files in quarantine: they are released, or refused with a finding."""

import hashlib
from datetime import timedelta

import sqlalchemy as sa
import structlog
from flask import current_app
from sqlalchemy.orm import undefer

from portal.files.inspecting import TORN, inspect
from portal.files.kinds import MEDIA_TYPES
from portal.files.scanning import UNSURE, scan
from portal.jobs.leases import stopping
from portal.jobs.queue import job
from portal.jobs.statements import changed
from portal.models.base import database_moment, db, now
from portal.models.surveys import Upload

# A look that broke off is begun again after this time, and given up after a day.
PATIENCE = timedelta(minutes=10)
GIVEN_UP = timedelta(days=1)
ENDINGS = {media_type: ending for ending, media_type in MEDIA_TYPES.items()}
log = structlog.get_logger()


@job("upload.look")
def look_at(upload_id: int) -> None:
    """Look at one file, if no other worker is at it, and note what came of it."""
    if not take(upload_id):
        return
    row = db.session.get_one(Upload, upload_id, options=[undefer(Upload.content)])
    content, sha256, media_type = row.content, row.sha256, row.media_type
    tired = row.created_at < now() - GIVEN_UP
    # No transaction stays open while the file is looked at.
    db.session.rollback()
    finding = find(content, sha256, ENDINGS.get(media_type, ""))
    if finding is None and tired:
        finding = UNSURE
    if finding is not None:
        settle(upload_id, finding)


def take(upload_id: int) -> bool:
    """Take a file for a look, in one statement."""
    taken = changed(
        sa.update(Upload).where(Upload.id == upload_id, waits()).values(looked_at=database_moment())
    )
    db.session.commit()
    return taken == 1


def waits() -> sa.ColumnElement[bool]:
    """Say of a file that nobody looks at it now."""
    idle = sa.or_(Upload.looked_at.is_(None), Upload.looked_at < database_moment(-PATIENCE))
    return sa.and_(Upload.state == "quarantined", idle)


def find(content: bytes, sha256: str, ending: str) -> str | None:
    """Return what is wrong with a file, empty for nothing, None where a scanner could not tell."""
    if hashlib.sha256(content).hexdigest() != sha256 or not ending:
        return TORN
    finding = inspect(content, ending)
    command = current_app.config["UPLOAD_SCANNER"]
    return finding if finding or not command else scan(command, content)


def settle(upload_id: int, finding: str) -> None:
    """Note what came of a look; the content of what was refused is not kept."""
    values: dict[str, object] = {"state": "released", "finding": "", "looked_at": now()}
    if finding:
        values |= {"state": "refused", "finding": finding[:300], "content": b""}
    changed(
        sa.update(Upload)
        .where(Upload.id == upload_id, Upload.state == "quarantined")
        .values(**values)
    )
    db.session.commit()
    log.info("file looked at", number=upload_id, state=values["state"])


def look_at_waiting() -> None:
    """Look at every file that waits; a process that is asked to end leaves the rest to the next."""
    for number in list_unseen():
        if not stopping.is_set():
            look_at(number)


def list_unseen() -> list[int]:
    """List files in quarantine that nobody looks at, such as those without a bell."""
    return list(db.session.scalars(sa.select(Upload.id).where(waits()).order_by(Upload.id)))
