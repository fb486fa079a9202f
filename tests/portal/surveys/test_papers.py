"""The words of a paper that stand alone, away from their question."""

import pytest

from portal.surveys.papers import beside


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("", "Enter a number"),
        ("Grants", "Grants: enter a number"),
        ("How many days?", "How many days? Enter a number"),
    ],
)
def test_a_message_follows_the_label_of_what_it_is_about(label, words):
    assert beside(label, "Enter a number") == words
