"""Files that people sent, given to others so that no browser opens or keeps them."""

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response


def as_attachment(content: bytes, name: str, media_type: str) -> Response:
    """Give a file to be saved: never shown by the browser, whatever is in it."""
    answer: Response = send_file(
        BytesIO(content),
        mimetype=media_type,
        as_attachment=True,
        download_name=name,
        conditional=False,
        etag=False,
    )
    # Were it opened all the same, nothing in it could run or load anything.
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer
