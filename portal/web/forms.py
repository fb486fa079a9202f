"""The base of every form: CSRF, no surrounding blanks, no characters that no text holds."""

import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from portal.web.languages import is_switching, told
from survey import tell

INVISIBLE = {"Cc", "Cs"}
MOST_PAGES = 1_000_000


def tidy(value: Any) -> Any:
    """Strip a text, put it in one canonical form and drop characters that no person types."""
    if not isinstance(value, str):
        return value
    kept = (c for c in value if c in "\n\t" or unicodedata.category(c) not in INVISIBLE)
    return unicodedata.normalize("NFC", "".join(kept)).strip()


class PatchworkForm(FlaskForm):
    """A form whose text fields arrive tidied, and whose words are in the language of the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say labels and hints in the language of the page."""
        super().__init__(*args, **kwargs)
        for field in self:
            field.label.text, field.description = told(field.label.text), told(field.description)

    def is_submitted(self) -> bool:
        """Tell whether it was sent to be acted on, not only to be read in another language."""
        return bool(super().is_submitted()) and not is_switching()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and say what is to put right in the language of the page."""
        right = bool(super().validate(extra_validators))
        for field in self:
            field.errors = [told(error) for error in field.errors]
        return right

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
        raise ValidationError(tell("Write this on one line"))


def at_most(most: int) -> Callable[[Any, Field], None]:
    """Make the validator that refuses more letters, in words that can be translated."""

    def check(_form: Any, field: Field) -> None:
        if field.data and len(str(field.data)) > most:
            raise ValidationError(tell("Use at most {most} letters", most=most))

    return check


def wants_page() -> int:
    """Give the page number asked for, at least 1 and no more than a database can count to."""
    return min(max(1, request.args.get("page", 1, type=int)), MOST_PAGES)
