"""Files to be saved, given so that no browser opens or keeps them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar, cast

from flask import send_file
from werkzeug.wrappers import Response

# Were such a file opened all the same, nothing in it could run or load anything.
CLOSED = "sandbox; default-src 'none'"
V = TypeVar("V", bound=Callable[..., Any])


def gives_files(view: V) -> V:
    """Mark a view that gives files of people, so that its answers have the policy for them."""
    cast("Any", view).talisman_view_options = {"content_security_policy": CLOSED}
    return view


def as_attachment(content: str | bytes, name: str, media_type: str) -> Response:
    """Give a file to be saved: never shown by the browser, whatever is in it."""
    answer: Response = send_file(
        BytesIO(content.encode() if isinstance(content, str) else content),
        mimetype=media_type,
        as_attachment=True,
        download_name=name,
        conditional=False,
        etag=False,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
