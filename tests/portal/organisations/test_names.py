"""Names have one form to be compared by, and hide nothing."""

import pytest

from portal.errors import Refused
from portal.organisations.names import name_key, tidy_name


@pytest.mark.parametrize(
    "twin",
    [
        "moor end club",
        " Moor  End\tClub ",
        "ＭＯＯＲ End Club",
        "Moor\u00a0End Club",
        "Moor\u200b End Club",
        "\u202eMoor End Club",
        "Moor End\u2066 Club",
    ],
)
def test_twins_in_other_letters_are_the_same(twin):
    assert name_key(twin) == name_key("Moor End Club")


def test_letters_that_only_look_alike_are_not_the_same():
    assert name_key("Мoor End") != name_key("Moor End")


def test_the_turkish_dotted_i_has_one_key():
    assert name_key("İstanbul") == name_key("i̇stanbul")


def test_a_name_keeps_its_letters_and_loses_what_turns_the_text_around():
    assert tidy_name(" Café\u202e  Müller\n") == "Café Müller"


def test_joined_emoji_stay_joined():
    assert tidy_name("Club 👩\u200d👧") == "Club 👩\u200d👧"


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u200e", "\0", "\n"])
def test_a_name_that_nobody_could_see_is_refused(name):
    with pytest.raises(Refused) as refusal:
        tidy_name(name)
    assert refusal.value.field == "name"


def test_an_endless_name_is_refused():
    with pytest.raises(Refused, match="200"):
        tidy_name("x" * 201)
