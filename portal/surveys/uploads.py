"""Files that come with answers: kept as rows, in quarantine until they have been looked at."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import IO, Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from portal.errors import NotThere, Refused, TooLarge
from portal.files.kinds import receive
from portal.files.tables import MEGABYTE, read_upload
from portal.jobs.queue import ring
from portal.jobs.statements import changed
from portal.models.base import db, now
from portal.models.organisations import Participation
from portal.models.surveys import Response, Submission, Survey, Upload
from survey import StoredFile, UploadQuestion, tell

# All files of one response together, those left over from pages that were not saved included.
MOST_BYTES = 60 * MEGABYTE
LEFT_OVER = timedelta(hours=1)
TORN = "This file was damaged while it was kept. Please send it again."


def list_files(survey: Survey, participation: Participation) -> list[StoredFile]:
    """List the files of an organisation's response, without their content."""
    query = (
        sa.select(
            Upload.public_id, Upload.question_id, Upload.name, Upload.size, Upload.state,
            Upload.finding,
        )
        .join(Response, Response.id == Upload.response_id)
        .where(Response.survey_id == survey.id, Response.participation_id == participation.id)
        .order_by(Upload.id)
    )  # fmt: skip
    rows: list[Any] = list(db.session.execute(query))
    return [StoredFile(*row) for row in rows]


def keep_file(
    response: Response, question: UploadQuestion, file_name: str, stream: IO[bytes]
) -> Upload:
    """Keep a file in quarantine, and have it looked at once the transaction is committed.

    Raises
    ------
    Refused
        In words that name the file and say how to mend it.
    """
    if response.survey_mode == "anonymous":
        raise Refused("This survey is anonymous and takes no files.")
    content = read_whole(stream, question, file_name)
    received = receive(content, file_name, question.endings)
    sha256 = hashlib.sha256(content).hexdigest()
    twin = find_twin(response, question, received.name, sha256)
    if twin is not None:
        return twin
    forget_left_over(response, older_than=LEFT_OVER)
    held = sa.select(sa.func.coalesce(sa.func.sum(Upload.size), 0))
    total = db.session.scalar(held.where(Upload.response_id == response.id)) or 0
    if total + len(content) > MOST_BYTES:
        whole = MOST_BYTES // MEGABYTE
        raise Refused(
            tell(
                "All files together may have {whole} MB. Remove one before ‘{name}’",
                whole=whole,
                name=received.name,
            )
        )
    upload = Upload(
        public_id=str(uuid4()),
        response=response,
        question_id=question.id,
        name=received.name,
        media_type=received.media_type,
        size=len(content),
        sha256=sha256,
        content=content,
    )
    db.session.add(upload)
    db.session.flush()
    ring("upload.look", upload.id)
    return upload


def find_twin(
    response: Response, question: UploadQuestion, name: str, sha256: str
) -> Upload | None:
    """Find the same file, sent before: a page that is posted twice keeps it once."""
    query = sa.select(Upload).filter_by(
        response_id=response.id, question_id=question.id, name=name, sha256=sha256
    )
    return db.session.scalar(query.where(Upload.state != "refused").limit(1))


def read_whole(stream: IO[bytes], question: UploadQuestion, file_name: str) -> bytes:
    """Read a file as far as it may be large, or refuse it."""
    try:
        return read_upload(stream, question.most_bytes)
    except TooLarge:
        words = tell(
            "‘{name}’ is larger than {most} MB. Make it smaller, for example by saving it as PDF"
            " with small pictures",
            name=file_name[-80:],
            most=question.most_mb,
        )
        raise Refused(words) from None


def forget_left_over(response: Response, older_than: timedelta = timedelta()) -> int:
    """Delete files that no answer of the response tells of; give how many."""
    return changed(
        sa.delete(Upload).where(
            Upload.response_id == response.id,
            Upload.public_id.not_in(told_of(response)),
            Upload.created_at <= now() - older_than,
        )
    )


def remove_files(response: Response, ids: Iterable[str]) -> int:
    """Delete files that were taken off a page, but what was sent or is still told of stays."""
    left = {*ids} - told_of(response)
    return changed(
        sa.delete(Upload).where(Upload.response_id == response.id, Upload.public_id.in_(left))
    )


def told_of(response: Response) -> set[str]:
    """Give the ids of the files that a response tells of now, or told of when it was sent."""
    sent = sa.select(Submission.answers).where(Submission.response_id == response.id)
    return ids_in([response.answers, *db.session.scalars(sent)])


def ids_in(answers: Iterable[Any]) -> set[str]:
    """Give the ids of all files that answers tell of, whatever question they belong to."""
    values = [value for one in answers for value in one.values() if isinstance(value, list)]
    items = [item for value in values for item in value if isinstance(item, dict)]
    return {item["id"] for item in items if isinstance(item.get("id"), str)}


def get_own_file(response: Response, public_id: str) -> Upload:
    """Give a file to those who sent it, whatever its state but refused; read with its content."""
    upload = find_upload(response, public_id)
    if upload.state == "refused":
        raise NotThere("This file was refused, so nobody can open it here.")
    return checked(upload)


def get_released_file(response: Response, public_id: str) -> Upload:
    """Give a file to others, once it was looked at and was sent with the answers."""
    upload = find_upload(response, public_id)
    if upload.state == "quarantined":
        raise NotThere("This file is being checked. Try again in a few minutes.")
    if upload.state == "refused":
        raise NotThere(f"Nobody can open this file: {upload.finding}. Ask for another one.")
    return checked(upload)


def find_upload(response: Response, public_id: str) -> Upload:
    """Find a file of a response, with its content; NotThere where it is another's."""
    query = sa.select(Upload).filter_by(response_id=response.id, public_id=public_id)
    upload = db.session.scalar(query.options(undefer(Upload.content)))
    if upload is None:
        raise NotThere()
    return upload


def checked(upload: Upload) -> Upload:
    """Give a file whose bytes are those that were sent; a damaged one is never served as good."""
    if hashlib.sha256(upload.content).hexdigest() != upload.sha256:
        raise NotThere(TORN)
    return upload
