"""A survey in several languages: each text has a place, a translation has words for places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from survey.definition import Definition, Section
from survey.errors import Fault
from survey.piping import slots
from survey.questions import SPOKEN, Strict
from survey.words import Translated


def texts(definition: Definition) -> dict[str, str]:
    """Return every text that people read, by its place, in the order of the survey.

    Parameters
    ----------
    definition : Definition
        The survey; texts of retired questions and options are left out, nobody is shown them.

    Returns
    -------
    dict of str to str
        Places such as ``questions.staff.label`` or ``questions.model.options.hub.hint``, which
        stay the same wherever a question is moved to.

    Examples
    --------
    >>> from survey import read_definition, texts
    >>> survey = read_definition('''{"id": "s", "title": "A survey", "sections": [
    ...     {"id": "one", "title": "You", "questions": [
    ...         {"kind": "number", "id": "staff", "label": "Staff?", "visibility": "public"}]}]}''')
    >>> list(texts(survey).items())
    [('title', 'A survey'), ('sections.one.title', 'You'), ('questions.staff.label', 'Staff?')]
    """
    return {place: words for place, words, _ in _spoken(definition)}


def missing_texts(definition: Definition, language: str) -> dict[str, str]:
    """Return the texts, by their places, that a translation has no words for yet.

    Examples
    --------
    >>> from survey import missing_texts, registration_definition
    >>> missing_texts(registration_definition("Larkhill"), "cy")["sections.about.title"]
    'About you'
    """
    if language == definition.language:
        return {}
    there = definition.translations.get(language, {})
    return {place: words for place, words in texts(definition).items() if place not in there}


def languages_of(definition: Definition) -> list[str]:
    """Return the languages in which the whole survey can be read, its own first.

    A page is never in two languages at once: a translation that lacks a text is not offered.
    """
    whole = [one for one in definition.translations if not missing_texts(definition, one)]
    return [definition.language, *(one for one in whole if one != definition.language)]


def translated(definition: Definition, language: str) -> Definition:
    """Return the survey in a language; where it is not whole in it, as it was written.

    Ids, conditions and settings stay as they are, so that answers mean the same.
    """
    if language == definition.language or language not in languages_of(definition):
        return definition
    words = definition.translations[language]
    sections = tuple(_section(section, words) for section in definition.sections)
    whole = {"sections": sections, "language": language, "translations": {}}
    found: Definition = _in(definition, "", words).model_copy(update=whole)
    return found


def _section(section: Section, words: dict[str, str]) -> Section:
    questions = tuple(_in(q, f"questions.{q.id}", words) for q in section.questions)
    found: Section = _in(section, f"sections.{section.id}", words)
    return found.model_copy(update={"questions": questions})


def translation_faults(definition: Definition) -> Iterator[Fault]:
    """Yield translations of texts that are not there, are too long, or lose an answer's name."""
    for language, translation in definition.translations.items():
        at = f"translations.{language}"
        if language == definition.language:
            yield Fault(at, "this is the language of the survey itself; take it out")
        for fault in text_faults(definition, translation):
            yield Fault(at, f"‘{fault.place}’ {fault.message}")


def text_faults(definition: Definition, translation: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what is wrong in words for texts of a survey, each fault at the place of its text.

    Parameters
    ----------
    definition : Definition
        The survey.
    translation : mapping of str to str
        Words by the places that ``texts`` lists; those of retired questions may be there too.

    Examples
    --------
    >>> from survey import registration_definition, text_faults
    >>> found = text_faults(registration_definition("Larkhill"), {"titel": "Arolwg"})
    >>> [str(fault) for fault in found]
    ['titel: is the place of no text; look for the right one, or take it out']
    """
    known = {place: (words, longest) for place, words, longest in _spoken(definition, retired=True)}
    for place, words in translation.items():
        if place not in known:
            yield Fault(place, "is the place of no text; look for the right one, or take it out")
            continue
        original, longest = known[place]
        if not words.strip():
            yield Fault(place, "is empty; give its words, or take it out")
        if len(words) > longest:
            yield Fault(place, f"is too long: at most {longest} letters")
        if {*map(str, slots(words))} != {*map(str, slots(original))}:
            yield Fault(place, "must hold the same names in curly brackets as the original")


def _spoken(definition: Definition, *, retired: bool = False) -> Iterator[tuple[str, str, int]]:
    """Yield place, words and the most letters of every text."""
    yield from _of(definition, "", retired)
    for section in definition.sections:
        yield from _of(section, f"sections.{section.id}", retired)
        for question in section.questions:
            if retired or not question.retired:
                yield from _of(question, f"questions.{question.id}", retired)


def _of(model: BaseModel, at: str, retired: bool) -> Iterator[tuple[str, str, int]]:
    """Yield the texts of a piece of a document and of the pieces in it."""
    for name, value in spoken_fields(model):
        place = _joined(at, name)
        if isinstance(value, str):
            longest = min(m.max_length for m in _marks(model, name) if hasattr(m, "max_length"))
            yield place, value, longest
        else:
            for step, item in _pieces(value):
                if retired or not getattr(item, "retired", False):
                    yield from _of(item, _joined(place, step), retired)


def _in(model: Any, at: str, words: dict[str, str]) -> Any:
    """Return a copy of a piece of a document with the words of a translation."""
    changed: dict[str, Any] = {}
    for name, value in spoken_fields(model):
        place = _joined(at, name)
        if isinstance(value, str):
            changed[name] = Translated(words[place], value) if place in words else value
        else:
            pieces = [_in(item, _joined(place, step), words) for step, item in _pieces(value)]
            changed[name] = tuple(pieces) if isinstance(value, tuple) else pieces[0]
    return model.model_copy(update=changed)


def spoken_fields(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """Yield the fields that hold words, or pieces that may; sections and questions stand alone."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, str):
            if value and SPOKEN in _marks(model, name):
                yield name, value
        elif name not in {"sections", "questions"} and _pieces(value):
            yield name, value


def _marks(model: BaseModel, name: str) -> list[Any]:
    return type(model).model_fields[name].metadata


def _pieces(value: Any) -> list[tuple[str, Strict]]:
    """Return the pieces in a field, each with the word for its place: its id, key or number."""
    if isinstance(value, Strict):
        return [("", value)]
    items = value if isinstance(value, tuple) else ()
    return [
        (str(getattr(item, "id", getattr(item, "key", number))), item)
        for number, item in enumerate(items)
        if isinstance(item, Strict)
    ]


def _joined(place: str, step: str) -> str:
    return ".".join(filter(None, (place, step)))
