"""Every sentence of the pages of answering is gathered, and said in Welsh with all its values."""

import re

import pytest

from desk.words import TEMPLATE, gather, languages, missing, read
from tests.house.files import ROOT

# Values in a sentence, and marks of pages.
PLACES = re.compile(r"\{[^}]*\}|%\(\w+\)[sd]|</?\w+>")
SAYING = ("answering", "changing", "questions", "registering", "replying", "sending", "stopping")
# Words of a page that stand in its text and not in a call of gettext, or in a plain argument.
BARE = re.compile(r">\s*([A-Z][a-z]+(?: [a-z’]+)+[^<{]*)<")
# What only coordinators see: who enters for somebody, who tries a survey out.
THEIRS = {"answering/entered.html", "answering/trial.html"}
CATALOGUES = [pytest.param(path, id=path.parent.parent.name) for path in languages()]


def as_texts(words):
    return (words,) if isinstance(words, str) else tuple(words)


def test_the_template_holds_every_sentence():
    kept = {one.id for one in read(TEMPLATE)}
    found = {one.id for one in gather()}
    assert found - kept == set(), "gather them with make words"
    assert kept - found == set(), "gather them with make words"


@pytest.mark.parametrize("path", CATALOGUES)
def test_no_sentence_is_missing(path):
    assert list(missing(read(path), gather())) == []


@pytest.mark.parametrize("path", CATALOGUES)
def test_each_translation_holds_the_values_of_its_sentence(path):
    wrong = [
        (one.id, text)
        for one in read(path)
        if one.id
        for text in as_texts(one.string)
        if sorted(PLACES.findall(as_texts(one.id)[0])) != sorted(PLACES.findall(text))
    ]
    assert wrong == []


def test_the_welsh_words_say_that_no_welsh_speaker_has_read_them():
    welsh = next(path for path in languages() if path.parent.parent.name == "cy")
    assert "NOT YET READ BY A WELSH SPEAKER" in welsh.read_text(encoding="utf-8")
    assert "not yet been read by a Welsh speaker" in (
        ROOT / "docs" / "guides" / "coordinators.md"
    ).read_text(encoding="utf-8")


def test_no_page_of_answering_has_words_that_cannot_be_said_otherwise():
    folder = ROOT / "templates"
    left = []
    for name in SAYING:
        for path in sorted((folder / name).glob("*.html")):
            place = path.relative_to(folder).as_posix()
            if place not in THEIRS:
                left += [(place, words) for words in BARE.findall(bare(path))]
    assert left == []


def bare(path):
    """Give the words of a template outside its expressions, comments and trans blocks."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{%-? ?trans.*?endtrans -?%\}", "", text, flags=re.S)
    # What is said to a coordinator who enters or tries out stands between conditions of its own.
    text = re.sub(r"\{% if entering %\}.*?\{% el", "{% el", text, flags=re.S)
    text = re.sub(r"\{% if response\.trial is defined %\}.*?\{% el", "{% el", text, flags=re.S)
    return re.sub(r"\{#.*?#\}|\{\{.*?\}\}", "", text, flags=re.S)
