"""Words for translators are gathered from code and templates, and made ready where they changed."""

import os
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog

from desk import prepare, words


def catalogue(**said):
    made = Catalog(locale="cy")
    for sentence, translation in said.items():
        made.add(sentence, translation)
    return made


def test_sentences_are_found_in_the_engine_the_portal_and_the_pages():
    found = words.gather()
    for sentence in ("Choose {count} or more", "Send me a link", "Save and carry on"):
        assert found.get(sentence) is not None, sentence
    counted = found.get("%(num)d question")
    assert counted.id == ("%(num)d question", "%(num)d questions")


def test_what_has_no_words_is_missing():
    template = catalogue(Yes="", No="", Maybe="")
    template.add(("one", "many"), ("", ""))
    there = catalogue(Yes="Ie", No="")
    there.add(("one", "many"), ("un", "", "", ""))
    assert list(words.missing(there, template)) == ["No", "Maybe", "one"]


def test_the_same_words_give_the_same_file(tmp_path):
    path = tmp_path / "cy" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    words.write(path, catalogue(Yes="Ie"))
    before = path.read_bytes()
    words.write(path, words.read(path))
    assert path.read_bytes() == before


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder of translations with one language."""
    home = tmp_path / "portal" / "translations"
    path = home / "cy" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    words.write(path, catalogue(Yes="Ie"))
    monkeypatch.setattr(words, "HOME", home)
    monkeypatch.setattr(words, "TEMPLATE", home / "messages.pot")
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    return home


def test_the_app_reads_what_translators_wrote(home):
    words.make_ready()
    (made,) = home.glob("*/LC_MESSAGES/messages.mo")
    with made.open("rb") as file:
        assert GNUTranslations(file).gettext("Yes") == "Ie"


def test_updating_keeps_what_there_is_drops_what_is_gone_and_tells_what_is_missing(
    home, monkeypatch, capsys
):
    monkeypatch.setattr(words, "gather", lambda: catalogue(Yes="", No=""))
    (path,) = home.glob("*/LC_MESSAGES/messages.po")
    words.write(path, catalogue(Yes="Ie", Gone="Wedi mynd"))
    words.update()
    said = {one.id: one.string for one in words.read(path) if one.id}
    assert said == {"Yes": "Ie", "No": ""}
    assert capsys.readouterr().out == "cy: 1 of 2 sentences missing\n  No\n"


def test_words_are_made_ready_only_where_translators_wrote_since(home, monkeypatch):
    asked = []
    monkeypatch.setattr(prepare.subprocess, "run", lambda command, **_: asked.append(command))
    prepare.ensure_words()
    assert asked == [[prepare.PYTHON, "-m", "desk.words", "ready"]]
    words.make_ready()
    prepare.ensure_words()
    assert len(asked) == 1
    (path,) = home.glob("*/LC_MESSAGES/messages.po")
    later = path.stat().st_mtime + 5
    os.utime(path, (later, later))
    prepare.ensure_words()
    assert len(asked) == 2
