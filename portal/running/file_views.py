"""The files among an organisation's sent answers, for the coordinators."""

from flask import Blueprint
from werkzeug.wrappers import Response as Page

from portal.errors import NotThere
from portal.inviting.tracking import get_row
from portal.surveys.papers import paper_for_coordinators
from portal.surveys.service import get_survey
from portal.surveys.uploads import get_released_file
from portal.web.downloads import as_attachment, gives_files
from portal.web.login import here

sent_files = Blueprint(
    "sent_files",
    __name__,
    url_prefix="/p/<partnership>/surveys/<survey>/organisations/<int:organisation_id>",
)


@sent_files.get("/files/<file>")
@gives_files
def download(partnership: str, survey: str, organisation_id: int, file: str) -> Page:
    """Give a file that was sent, that they may see, and that was looked at and found harmless."""
    response = get_row(get_survey(here(), survey), organisation_id).response
    paper = paper_for_coordinators(response) if response else None
    if response is None or paper is None:
        raise NotThere()
    if file not in {public_id for row in paper.rows() for public_id, _name in row.files}:
        raise NotThere()
    upload = get_released_file(response, file)
    return as_attachment(upload.content, upload.name, upload.media_type)
