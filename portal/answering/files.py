"""A file that came with an answer, given back to those who sent it."""

from flask import Blueprint
from werkzeug.wrappers import Response as Page

from portal.answering.pages import on_response
from portal.models.surveys import Response
from portal.surveys.uploads import get_own_file
from portal.web.downloads import as_attachment, gives_files

files = Blueprint("files", __name__)


@files.get("/answer/<response>/files/<file>")
@gives_files
@on_response
def own(response: Response, file: str) -> Page:
    """Give a file to those who answer; only they get one that was not looked at yet."""
    upload = get_own_file(response, file)
    return as_attachment(upload.content, upload.name, upload.media_type)
