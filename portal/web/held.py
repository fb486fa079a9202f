"""A posted page that could not be taken, held in the answer so that nothing typed is lost."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

CSRF = "csrf_token"
# What a page says of itself; nobody typed it.
WORKINGS = {CSRF, "act", "revision", "seen", "send_key"}
LOOKING = ("find-", "found-")
# What is typed as an answer, or to find one; the names hold the ids of questions.
ANSWERS = ("q_", *(f"{looking}q_" for looking in LOOKING))


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that was posted, and where to; `words` is what a person typed or chose."""

    address: str
    fields: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    has_files: bool

    def without_token(self) -> "Held":
        """Leave the token out, for a page that brings a fresh one."""
        kept = tuple((name, value) for name, value in self.fields if name != CSRF)
        return Held(self.address, kept, self.words, self.has_files)


def hold_post() -> Held | None:
    """Hold what was posted just now; None where nothing was, or where it holds a secret."""
    if request.method != "POST" or came_from_elsewhere():
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name]
    if not {name for name, _ in fields} - {CSRF} or any(is_secret(name) for name, _ in fields):
        return None
    typed = (value.strip() for name, value in fields if is_typed(name))
    files = any(file.filename for file in request.files.values())
    words = tuple(dict.fromkeys(value for value in typed if value))
    return Held(request.full_path.rstrip("?"), tuple(fields), words, files)


def is_typed(name: str) -> bool:
    """Tell whether a field holds what somebody typed or chose as an answer."""
    return name not in WORKINGS and not name.startswith(LOOKING)


def is_secret(name: str) -> bool:
    """Tell whether a field holds what must not stand in a page; answers are whatever their name."""
    if name == CSRF or name.startswith(ANSWERS):
        return False
    return any(word in name.lower() for word in ("password", "token", "secret"))


def came_from_elsewhere() -> bool:
    """Tell whether the browser says that another site made this post, which is never held."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host
