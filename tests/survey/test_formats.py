"""E-mail addresses, websites and telephone numbers: kept as typed, or put right."""

import pytest

from tests.survey.posting import answer_to, errors_of, faults_of, opened, question, survey_of


@pytest.mark.parametrize(
    ("form", "typed", "stored"),
    [
        ("email", " info@larkhill.example ", "info@larkhill.example"),
        ("email", "o'neill+play@mail.larkhill.co.uk", "o'neill+play@mail.larkhill.co.uk"),
        ("url", "larkhill.example", "https://larkhill.example"),
        ("url", "http://larkhill.example:8080/a?b=c#d", "http://larkhill.example:8080/a?b=c#d"),
        ("url", "Https://larkhill.example/Play", "https://larkhill.example/Play"),
        ("url", "HTTP://larkhill.example", "http://larkhill.example"),
        ("tel", "0161 496 0000", "0161 496 0000"),
        ("tel", "+44 (0)161-496.0000", "+44 (0)161-496.0000"),
        ("url", "", None),
    ],
)
def test_what_has_its_form_is_kept(form, typed, stored):
    text = {"kind": "text", "format": form}
    assert answer_to(text, {"q_q0": [typed]}) == stored
    assert errors_of(text, {"q_q0": [typed]}) == []


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        ("email", "larkhill"),
        ("email", "a@b"),
        ("email", "a b@c.example"),
        ("email", "<a@b.example>"),
        ("email", "a@b.example\u202e"),
        ("url", "javascript:alert(1)"),
        ("url", "JavaScript:alert(1)//https://x.example"),
        ("url", "ftp://larkhill.example"),
        ("url", "data:text/html,x"),
        ("url", "//evil.example"),
        ("url", 'https://x.example/"onload='),
        ("tel", "12345"),
        ("tel", "0161 KIDS"),
    ],
)
def test_what_has_not_is_put_right_with_an_example(form, typed):
    ((anchor, words),) = errors_of({"kind": "text", "format": form}, {"q_q0": [typed]})
    assert anchor == "q_q0"
    assert "such as" in words


@pytest.mark.parametrize("form", ["email", "url", "tel"])
@pytest.mark.parametrize("typed", ["a" * 190 + "!", "a." * 95 + "!", "1-" * 95 + "x", "-" * 200])
def test_text_made_to_be_slow_to_judge_is_judged(form, typed):
    assert errors_of({"kind": "text", "format": form}, {"q_q0": [typed]})


def test_a_phone_shows_the_right_keys():
    for form in ("email", "url", "tel"):
        (control,) = opened(survey_of({"kind": "text", "format": form})).questions[0].controls
        assert (control.inputmode, control.autocomplete) == (form, form)


def test_a_format_belongs_to_one_line_that_feeds_nothing():
    for more, place in (({"long": True}, "long"), ({"feeds": "networks"}, "format")):
        text = question("q0", "text", format="email", **more)
        (fault,) = faults_of(text)
        assert fault.startswith(f"sections[0].questions[0].{place}: ")
