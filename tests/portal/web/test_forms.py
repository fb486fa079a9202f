"""What people type arrives tidied, and no address leads off this site."""

import pytest
from wtforms import StringField

from portal.web.forms import PatchworkForm, local_path, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a b \n", "a b"),
        ("a\0b\x1b", "ab"),
        ("a\ud800b", "ab"),
        ("Cafe\u0301", "Café"),
        ("line\nbreak\ttab", "line\nbreak\ttab"),
        (None, None),
        (5, 5),
    ],
)
def test_texts_are_tidied_and_other_values_left_alone(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize("target", ["/mine", "/p/x/?a=b#c", "/a//b", "/%2f%2fevil.example"])
def test_a_path_of_this_site_is_kept(target):
    assert local_path(target, "/") == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "mine",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n//evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/a\\b",
        "/\x00",
    ],
)
def test_anything_else_leads_to_the_usual_page(target):
    assert local_path(target, "/usual") == "/usual"


def test_a_field_keeps_filters_of_its_own_however_often_the_form_is_used(app):
    class Shouting(PatchworkForm):
        word = StringField(filters=[lambda typed: typed and typed.upper()])

    for _ in range(2):
        with app.test_request_context(method="POST", data={"word": " hallo "}):
            assert Shouting().word.data == "HALLO"
