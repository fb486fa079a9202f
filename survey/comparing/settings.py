"""The settings of questions, options and sections: what may change while answers are there.

Words that people read may; every other setting has a line below, or nobody has thought about it
yet and changing it is not safe.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from survey.comparing.changes import Verdict, said, short
from survey.questions import SPOKEN

Judge = Callable[[str, Any, Any], Verdict]

KEPT = "Answers are kept by their ids, so they stay where they are."
AGREED = "Every answer is kept with the version it was given on, and so with the words agreed to."
LOOSER = "Whatever was right before is right still."
TIGHTER = "Answers given already may break it, and nobody would have been told."
MEANING = "Answers given before and after would stand in one column and mean different things."
UNKNOWN = "What this does to answers given already is not known, so it waits for a new survey."
NEEDED = "Those who have answered were not asked for it, or could leave it out."
GONE = "Answers given already would lose their place in files and on pages. Retire it instead."


def wording(name: str, before: str, after: str) -> Verdict:
    """Judge other words for the same thing."""
    if not before:
        return Verdict(f"{name}: new, {short(after)}", True, KEPT)
    if not after:
        return Verdict(f"{name}: taken out, it was {short(before)}", True, KEPT)
    return Verdict(f"{name}: {short(before)} becomes {short(after)}", True, KEPT)


def agreement(name: str, before: str, after: str) -> Verdict:
    """Judge other words for what people agree to or were promised."""
    return Verdict(wording(name, before, after).words, True, AGREED)


def extra_answer(name: str, before: str | bool, after: str | bool) -> Verdict:
    """Judge an answer that is there only while it has words, or is wanted."""
    if before and not after:
        return Verdict(f"{name} is no longer offered.", False, GONE)
    if isinstance(before, str) and isinstance(after, str):
        return wording(name, before, after)
    return Verdict(f"{name} is offered from now on.", True, LOOSER)


def translated(name: str, before: dict[str, Any], after: dict[str, Any]) -> Verdict:
    """Judge the words in other languages."""
    changed = [code for code in {**before, **after} if before.get(code) != after.get(code)]
    return Verdict(f"{name} are otherwise: {', '.join(changed)}.", True, KEPT)


def ceiling(name: str, before: Any, after: Any) -> Verdict:
    """Judge an upper limit; None is no limit."""
    looser = after is None or (before is not None and after >= before)
    return _limit(name, before, after, looser)


def floor(name: str, before: Any, after: Any) -> Verdict:
    """Judge a lower limit; None is no limit."""
    looser = after is None or (before is not None and after <= before)
    return _limit(name, before, after, looser)


def strictness(name: str, before: Any, after: Any) -> Verdict:
    """Judge a demand that is made or not."""
    return _limit(name, before, after, not after)


def freedom(name: str, before: Any, after: Any) -> Verdict:
    """Judge a freedom that is given or not."""
    return _limit(name, before, after, bool(after))


def needed(name: str, before: bool, after: bool) -> Verdict:
    """Judge whether an answer is needed."""
    words = "must be answered" if after else "may be left empty"
    return Verdict(f"It {words} from now on.", not after, NEEDED if after else LOOSER)


def fixed(name: str, before: Any, after: Any) -> Verdict:
    """Judge what makes up the meaning of an answer."""
    return Verdict(f"{name}: {said(before)} becomes {said(after)}.", False, MEANING)


def unknown(name: str, before: Any, after: Any) -> Verdict:
    """Judge a setting that nobody has thought about."""
    return Verdict(f"The setting ‘{name}’: {said(before)} becomes {said(after)}.", False, UNKNOWN)


def looks(name: str, before: Any, after: Any) -> Verdict:
    """Judge what only changes how a question is shown."""
    return Verdict(f"{name} is otherwise.", True, KEPT)


def own_words(name: str, before: bool, after: bool) -> Verdict:
    """Judge the box for words of one's own beside an option."""
    if after:
        return Verdict("It gets a box for words of their own.", True, LOOSER)
    return Verdict("It has no box for words of their own any more.", False, GONE)


def _limit(name: str, before: Any, after: Any, looser: bool) -> Verdict:
    words = f"{name}: {said(before)} becomes {said(after)}."
    return Verdict(words, looser, LOOSER if looser else TIGHTER)


# Name of the setting: what people call it, and who judges it.
SETTINGS: dict[str, tuple[str, Judge]] = {
    "title": ("The title", wording),
    "intro": ("The introduction", wording),
    "notice": ("What people are told about their answers", agreement),
    "label": ("The words", wording),
    "hint": ("The hint", wording),
    "if_empty": ("What is said where it is left empty", wording),
    "translations": ("The words in other languages", translated),
    "source": ("The address of the source", wording),
    "open": ("Whether it is open", looks),
    "search": ("The box to find something in a long list", looks),
    "autocomplete": ("What the browser may fill in", looks),
    "everywhere": ("The answer for everywhere", extra_answer),
    "nobody": ("The answer for nobody", extra_answer),
    "unlisted": ("The answer that is not in the list", extra_answer),
    "required": ("Must be answered", needed),
    "must": ("Must be ticked", needed),
    "limit": ("The most letters", ceiling),
    "max": ("The largest number", ceiling),
    "most": ("The most that can be chosen", ceiling),
    "most_mb": ("The largest file in MB", ceiling),
    "top": ("How many are ranked", ceiling),
    "latest": ("The latest date", ceiling),
    "min": ("The smallest number", floor),
    "least": ("The fewest there may be", floor),
    "fewest": ("The fewest that can be chosen", floor),
    "earliest": ("The earliest date", floor),
    "whole": ("Whole numbers only", strictness),
    "format": ("The form of the answer", strictness),
    "long": ("Several lines", freedom),
    "other": ("A box for words of their own", own_words),
    "id": ("The id", fixed),
    "unit": ("The unit", fixed),
    "value": ("The number it stands for", fixed),
    "feeds": ("What it fills in the profile", fixed),
    "exclusive": ("It excludes the others", fixed),
    "shares": ("Who sees more by it", fixed),
    "total": ("The total", fixed),
    "low": ("The low end", fixed),
    "high": ("The high end", fixed),
    "precision": ("How exact a date is", fixed),
    "of": ("The question it is about", fixed),
}


def judge(model: type[BaseModel], setting: str, before: Any, after: Any) -> Verdict:
    """Return the verdict on a setting of a kind of thing that is otherwise."""
    usual: Judge = wording if SPOKEN in model.model_fields[setting].metadata else unknown
    name, how = SETTINGS.get(setting, (setting, usual))
    return how(name, before, after)
