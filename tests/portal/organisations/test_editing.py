"""What is typed into a field of one's own profile, and what it means."""

import pytest

from portal.errors import Refused
from portal.organisations.editing import CONTROLS, read_ticks, read_typed, read_weights
from portal.organisations.field_forms import as_typed, weight_as_typed
from portal.organisations.fields import FIELDS


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("staff", "3", 3),
        ("turnover", "£85,000", 85_000),
        ("spare_days", "2.5", 2.5),
        ("summary", "Evenings", "Evenings"),
        ("networks", "Forum\n\n League \nForum", ["Forum", "League"]),
    ],
)
def test_what_is_typed_is_read(name, text, value):
    assert read_typed(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("staff", "", "Write something"),
        ("staff", "many", "Type a number"),
        ("staff", "-1", "Type a number"),
        ("staff", "9" * 20, "at most 1,000,000"),
        ("kind", "x" * 61, "at most 60"),
        ("networks", "", "at least one"),
        ("networks", "x" * 121, "at most 120"),
    ],
)
def test_what_cannot_be_read_is_answered_with_how_to_write_it(name, text, words):
    with pytest.raises(Refused, match=words) as refusal:
        read_typed(name, text)
    assert refusal.value.field == "value"


def test_no_answer_about_themes_is_no_answer():
    with pytest.raises(Refused, match="at least one theme"):
        read_weights({"play": None, "arts": "5"})


def test_none_of_all_themes_is_an_answer():
    assert read_weights({"play": "0", "arts": None}) == {}


def test_themes_that_are_none_are_not_kept():
    assert read_weights({"play": "0.6", "arts": "0"}) == {"play": 0.6}


@pytest.mark.parametrize(("codes", "none"), [([], False), (["hall"], True)])
def test_ticks_and_none_are_one_or_the_other(codes, none):
    with pytest.raises(Refused, match="none of these"):
        read_ticks(codes, none=none)


def test_none_of_these_is_an_answer():
    assert read_ticks([], none=True) == []


@pytest.mark.parametrize(
    ("weights", "code", "step"),
    [
        (None, "play", None),
        ({"play": 0.5}, "play", "0.6"),
        ({"play": 1.0}, "arts", "0"),
        ({"play": 1.0}, "new", None),
        ({}, "arts", "0"),
    ],
)
def test_a_theme_shows_its_nearest_step_and_nothing_where_it_was_never_asked(weights, code, step):
    settled = frozenset({"play", "arts"}) if weights is not None else frozenset()
    assert weight_as_typed(weights, code, settled) == step


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        ("yes", True, "yes"),
        ("yes", False, "no"),
        ("lines", ["A", "B"], "A\nB"),
        ("postcode", {"postcode": "M401AB", "lat": 1, "lon": 2}, "M401AB"),
        ("number", 3, 3),
        ("number", None, None),
    ],
)
def test_a_known_value_is_shown_as_it_would_be_typed(kind, value, typed):
    assert as_typed(kind, value) == typed


def test_every_field_but_the_ties_can_be_changed():
    assert set(FIELDS) - set(CONTROLS) == {"ties_known"}
