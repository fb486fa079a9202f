"""The base of every form: CSRF, no surrounding blanks, no characters that no text holds."""

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

INVISIBLE = {"Cc", "Cs"}


def tidy(value: Any) -> Any:
    """Strip a text, put it in one canonical form and drop characters that no person types."""
    if not isinstance(value, str):
        return value
    kept = (c for c in value if c in "\n\t" or unicodedata.category(c) not in INVISIBLE)
    return unicodedata.normalize("NFC", "".join(kept)).strip()


class PatchworkForm(FlaskForm):
    """A form whose text fields arrive tidied."""

    class Meta(FlaskForm.Meta):
        """Tidy every plain field before it is checked."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Add the tidying filter to fields that take text."""
            field = unbound_field.bind(form=form, **options)
            if type(field).__name__ in PLAIN_FIELDS:
                field.filters = (*field.filters, tidy)
            return field


PLAIN_FIELDS = {"StringField", "TextAreaField", "EmailField", "SearchField"}


class ConfirmForm(PatchworkForm):
    """A form with nothing but a button."""


class Revision(HiddenField):
    """The revision that a page was made from, sent back to notice somebody else's change."""


def local_path(target: str | None, fallback: str) -> str:
    """Give a path of this site to go to next, or the fallback when it points elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return fallback
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or any(ord(c) < 32 or c == "\\" for c in target):
        return fallback
    return target


def one_line(_form: Any, field: Field) -> None:
    """Refuse line breaks in what becomes a heading or an address."""
    if field.data and any(c in str(field.data) for c in "\r\n"):
        raise ValidationError("Write this on one line")


def wants_page() -> int:
    """Give the page number asked for, at least 1."""
    return max(1, request.args.get("page", 1, type=int))
