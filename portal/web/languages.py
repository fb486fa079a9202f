"""The language that a page is read in: what was chosen, and the words of Patchwork in it.

Sentences are written in English where they are needed (``tell`` of the questionnaire engine, or
``_`` of a template) and are translated when a page prints them. What a catalogue lacks stays
English.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, get_translations, gettext, refresh

from portal.config import ROOT
from portal.models.days import LONDON, day_of
from survey import Sentence, rendered

ENGLISH = "en"
CHOSEN = "language"
# What a button that changes the language posts before the code of the language.
SWITCH = "in-"
TRANSLATIONS = ROOT / "portal" / "translations"


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages that a page can be read in, and where a choice of another is sent to.

    `switch_at` is empty where a link to the page itself is enough.
    """

    offered: tuple[str, ...] = (ENGLISH,)
    now: str = ENGLISH
    switch_at: str = ""

    @property
    def several(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.offered) > 1

    @property
    def tag(self) -> str:
        """The mark of the language for browsers."""
        return "en-GB" if self.now == ENGLISH else self.now

    @property
    def direction(self) -> str:
        """Which way the language is written, empty where it is the usual one."""
        try:
            return "rtl" if Locale.parse(self.now).text_direction == "rtl" else ""
        except (UnknownLocaleError, ValueError):
            return ""


def own_name(code: str) -> str:
    """Give what a language calls itself.

    Examples
    --------
    >>> own_name("cy"), own_name("en"), own_name("zz")
    ('Cymraeg', 'English', 'zz')
    """
    try:
        name = Locale.parse(code).get_display_name(code) or code
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:]


def in_english(code: str) -> str:
    """Give the English name of a language.

    Examples
    --------
    >>> in_english("cy"), in_english("zz")
    ('Welsh', 'zz')
    """
    try:
        return Locale.parse(code).get_display_name(ENGLISH) or code
    except (UnknownLocaleError, ValueError):
        return code


def is_switching() -> bool:
    """Tell whether the page was posted to be read in another language, and not to be acted on."""
    return request.method == "POST" and request.form.get("act", "").startswith(SWITCH)


def wish() -> str:
    """Give the language that this very request asks for, empty for none."""
    if is_switching():
        return request.form["act"].removeprefix(SWITCH)
    return request.args.get(CHOSEN, "")


def speak(offered: Sequence[str], kept: str = "", switch_at: str = "") -> str:
    """Choose the language of the page out of those offered, the first of them its own.

    A wish comes first, then what this browser chose before, then what is `kept` with the answers,
    then what the browser says its owner reads.
    """
    wanted = wish()
    if wanted in offered:
        session[CHOSEN] = wanted
    stated = (one for one in (wanted, session.get(CHOSEN), kept) if one in offered)
    chosen = next(stated, None) or browsers_wish(offered) or offered[0]
    g.spoken = Spoken(tuple(offered), chosen, switch_at)
    refresh()
    return chosen


def browsers_wish(offered: Sequence[str]) -> str:
    """Give the first offered language of those that the browser asks for, whatever the country."""
    wanted = (tag.split("-")[0].lower() for tag, quality in request.accept_languages if quality > 0)
    return next((one for one in wanted if one in offered), "")


def speak_alone() -> str:
    """Choose the language of a page that belongs to no survey, out of those that are translated."""
    chosen = speak((ENGLISH, *sorted(catalogues())))
    g.spoken = Spoken((chosen,), chosen)
    return chosen


def speak_english() -> None:
    """Go back to English, for pages that are in no other language."""
    g.spoken = Spoken()
    refresh()


def spoken() -> Spoken:
    """Give the language of the page at hand."""
    found: Spoken = g.get("spoken", Spoken()) if has_request_context() else Spoken()
    return found


@lru_cache(maxsize=1)
def catalogues() -> frozenset[str]:
    """Give the languages that the words of Patchwork are translated into."""
    found = TRANSLATIONS.glob("*/LC_MESSAGES/messages.mo")
    return frozenset(one.parent.parent.name for one in found)


def is_translated(language: str) -> bool:
    """Tell whether the words of Patchwork itself are there in a language."""
    return language == ENGLISH or language in catalogues()


def catalogue_of_page() -> str:
    """Give the catalogue for the page at hand: English where there is none for its language."""
    now = spoken().now
    return now if is_translated(now) else ENGLISH


def told(words: Any) -> Any:
    """Say a sentence in the language of the page; anything else stays as it is."""
    if not isinstance(words, Sentence) or catalogue_of_page() == ENGLISH:
        return words
    return rendered(words, get_translations())


def local_day(value: date | datetime | None) -> str:
    """Write a day as 12 December 2026, in the language of the page."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = day_of(value)
    return str(format_date(value, "d MMMM y", locale=catalogue_of_page()))


def local_moment(value: datetime | None) -> str:
    """Write a moment as 12 December 2026 at 14:32, in the language of the page."""
    if value is None:
        return ""
    time = f"{value.astimezone(LONDON):%H:%M}"
    return str(gettext("%(day)s at %(time)s", day=local_day(value), time=time))


def prepare_languages(app: Flask) -> None:
    """Let pages be read in other languages; comes before any template is loaded."""
    app.jinja_options = {**app.jinja_options, "finalize": told}
    Babel(
        app,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=catalogue_of_page,
    )
    app.add_template_filter(told, "told")
    app.add_template_filter(own_name, "own_name")

    @app.context_processor
    def words() -> dict[str, Any]:
        now = spoken()
        return {"spoken": now, "page_language": now.tag}
