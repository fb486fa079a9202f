"""The engine's own sentences: plain English text that can be said in another language later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from pydantic import GetCoreSchemaHandler


class Catalogue(Protocol):
    """Where translations are looked up, such as those of ``gettext``."""

    def gettext(self, one: str, /) -> str:
        """Return a sentence in the language of the catalogue, itself where it has none."""

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """Return the sentence for a number of things."""


class Sentence(str):
    """A sentence as English text, which still knows its pattern and what was put into it.

    It is text like any other for whoever does not care; ``rendered`` says it in another language.
    """

    pattern: str
    many: str
    number: int
    values: Mapping[str, Any]
    small: bool

    def __new__(
        cls,
        pattern: str,
        values: Mapping[str, Any] | None = None,
        many: str = "",
        number: int = 1,
        small: bool = False,
    ) -> Sentence:
        """Put the values into the pattern, or into that for many where the number asks for it."""
        values = values or {}
        chosen = many if many and number != 1 else pattern
        made = super().__new__(cls, _put(chosen, values, small))
        made.pattern, made.many, made.number = pattern, many, number
        made.values, made.small = values, small
        return made

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> Any:
        """Let it stand as the default of a field of text, as the text that it is."""
        return handler(str)


class Translated(str):
    """Words of a survey in another language, which know those that they stand for."""

    original: str

    def __new__(cls, words: str, original: str = "") -> Translated:
        """Take the words, and those that the survey was written with."""
        made = super().__new__(cls, words)
        made.original = original
        return made


def original(words: str) -> str:
    """Return the words that a survey was written with: those which a profile knows."""
    return words.original if isinstance(words, Translated) else words


def tell(pattern: str, **values: Any) -> Sentence:
    """Return a fixed sentence with its values; the pattern is what a catalogue translates.

    Examples
    --------
    >>> tell("Choose {count} or more", count=2)
    'Choose 2 or more'
    """
    return Sentence(pattern, values)


def tell_count(one: str, many: str, number: int, **values: Any) -> Sentence:
    """Return a fixed sentence about a number of things, which stands in it as ``{number}``.

    Examples
    --------
    >>> tell_count("{number} file", "{number} files", 3)
    '3 files'
    """
    return Sentence(one, {"number": number, **values}, many, number)


def tell_all(parts: Iterable[str], between: str = ", ") -> str:
    """Return several sentences or other words as one, each of which can be said otherwise.

    Examples
    --------
    >>> tell_all(["Ash Lane", tell("(no longer in the list)")])
    'Ash Lane, (no longer in the list)'
    """
    found = list(parts)
    if not any(isinstance(one, Sentence) for one in found):
        return between.join(found)
    names = [f"p{number}" for number in range(len(found))]
    pattern = between.join(f"{{{name}}}" for name in names)
    return Sentence(pattern, dict(zip(names, found, strict=True)))


def small(words: str) -> str:
    """Return words as they stand in the middle of a sentence: without a capital at first.

    Examples
    --------
    >>> small(tell("Choose one"))
    'choose one'
    """
    if not isinstance(words, Sentence):
        return _small(words)
    return Sentence(words.pattern, words.values, words.many, words.number, small=True)


def rendered(words: str, catalogue: Catalogue) -> str:
    """Return what a sentence is in the language of a catalogue; other text stays as it is.

    Parameters
    ----------
    words : str
        A sentence of this package, or anything else that people read.
    catalogue : Catalogue
        What has the translations, such as ``gettext.GNUTranslations``; a sentence that it lacks
        stays English.

    Examples
    --------
    >>> from gettext import NullTranslations
    >>> from survey import rendered, tell
    >>> rendered(tell("Type {low} or more", low=3), NullTranslations())
    'Type 3 or more'
    """
    if not isinstance(words, Sentence):
        return words
    pattern = (
        catalogue.ngettext(words.pattern, words.many, words.number)
        if words.many
        else catalogue.gettext(words.pattern)
    )
    values = {
        name: rendered(value, catalogue) if isinstance(value, str) else value
        for name, value in words.values.items()
    }
    return _put(pattern, values, words.small)


def _put(pattern: str, values: Mapping[str, Any], is_small: bool) -> str:
    text = pattern.format(**values) if values else pattern
    return _small(text) if is_small else text


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
