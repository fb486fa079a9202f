"""Themes and resources keep the partnership's order and are never lost."""

import pytest

from portal.errors import NotThere, Refused
from portal.models.partnerships import Resource, Theme
from portal.partnerships import service
from tests.portal.factories import a_partnership, a_resource, a_theme


@pytest.fixture
def partnership(app):
    return a_partnership()


def labels(partnership, **options):
    return [theme.label for theme in service.list_themes(partnership, **options)]


def test_a_theme_gets_a_code_from_its_words(partnership):
    assert service.add_theme(partnership, "Open-access  play").code == "open-access-play"


def test_a_code_that_is_taken_gets_a_number(partnership):
    service.add_theme(partnership, "Play!")
    assert service.add_theme(partnership, "Play?").code == "play-2"


def test_words_without_letters_still_get_a_code(partnership):
    assert service.add_theme(partnership, "★★★").code == "entry"


@pytest.mark.parametrize("code", ["Play time", "a/b", "x" * 41, "play--x"])
def test_a_code_that_files_could_not_carry_is_refused(partnership, code):
    with pytest.raises(Refused, match="no code") as refusal:
        service.add_theme(partnership, "Play", code=code)
    assert refusal.value.field == "code"


def test_a_taken_code_is_refused(partnership):
    service.add_theme(partnership, "Play", code="play")
    with pytest.raises(Refused, match="taken"):
        service.add_theme(partnership, "Games", code="play")


def test_the_same_words_are_refused_whatever_the_case(partnership):
    service.add_theme(partnership, "Play")
    with pytest.raises(Refused, match="in the list already") as refusal:
        service.add_theme(partnership, " pLAY ")
    assert refusal.value.field == "label"


def test_the_words_of_a_retired_theme_are_not_taken_twice(partnership):
    service.retire_theme(service.add_theme(partnership, "Play"))
    with pytest.raises(Refused, match="Bring it back"):
        service.add_theme(partnership, "Play")


@pytest.mark.parametrize("label", ["", "   ", "x" * 121])
def test_an_empty_or_endless_name_is_refused(partnership, label):
    with pytest.raises(Refused):
        service.add_theme(partnership, label)


def test_a_list_has_an_end(partnership):
    for number in range(100):
        a_theme(partnership, code=f"t{number}", label=f"T {number}")
    with pytest.raises(Refused, match="at most 100"):
        service.add_theme(partnership, "One more")


def test_new_words_leave_the_code_alone(partnership):
    theme = service.add_theme(partnership, "Play")
    service.edit_theme(theme, "Open-access play", "Outdoors")
    assert (theme.code, theme.label, theme.hint) == ("play", "Open-access play", "Outdoors")


def test_a_theme_may_keep_its_own_words_but_not_take_anothers(partnership):
    play, games = (service.add_theme(partnership, words) for words in ("Play", "Games"))
    service.edit_theme(play, "play", "")
    assert play.label == "play"
    with pytest.raises(Refused):
        service.edit_theme(games, "Play", "")


def test_themes_move_up_and_down_and_stop_at_the_ends(partnership):
    one, two, three = (service.add_theme(partnership, words) for words in ("A", "B", "C"))
    service.move_entry(three, up=True)
    assert labels(partnership) == ["A", "C", "B"]
    service.move_entry(one, up=True)
    service.move_entry(two, up=False)
    assert labels(partnership) == ["A", "C", "B"]


def test_moving_passes_over_retired_themes(partnership):
    themes = [service.add_theme(partnership, words) for words in ("A", "B", "C")]
    service.retire_theme(themes[1])
    service.move_entry(themes[2], up=True)
    assert labels(partnership) == ["C", "A"]


def test_moving_a_retired_theme_changes_nothing(partnership):
    themes = [service.add_theme(partnership, words) for words in ("A", "B")]
    service.retire_theme(themes[0])
    service.move_entry(themes[0], up=False)
    assert labels(partnership) == ["B"]


def test_a_retired_theme_comes_back_at_the_end(partnership):
    themes = [service.add_theme(partnership, words) for words in ("A", "B")]
    service.retire_theme(themes[0])
    assert labels(partnership) == ["B"]
    assert labels(partnership, with_retired=True) == ["A", "B"]
    service.restore_theme(themes[0])
    assert labels(partnership) == ["B", "A"]


def test_pasted_lines_become_themes_with_hints(partnership):
    service.add_theme(partnership, "Play")
    text = "play\n\nYouth clubs: evenings and weekends\nArts\narts\n"
    assert service.add_lines(Theme, partnership, text) == (2, 2)
    assert [(t.label, t.hint) for t in service.list_themes(partnership)[1:]] == [
        ("Youth clubs", "evenings and weekends"),
        ("Arts", ""),
    ]


def test_pasted_lines_name_the_line_that_cannot_be_read(partnership):
    with pytest.raises(Refused, match="“xxxx") as refusal:
        service.add_lines(Theme, partnership, "Play\n" + "x" * 200)
    assert refusal.value.field == "lines"


def test_no_lines_are_refused(partnership):
    with pytest.raises(Refused, match="at least one line"):
        service.add_lines(Resource, partnership, " \n ")


def test_resources_are_a_list_of_their_own(partnership):
    a_resource(partnership, "hall", "A hall")
    service.add_resource(partnership, "Minibus")
    service.add_lines(Resource, partnership, "Kitchen: with oven")
    assert [r.label for r in service.list_resources(partnership)] == [
        "A hall",
        "Minibus",
        "Kitchen",
    ]
    assert service.list_themes(partnership) == []


def test_an_entry_of_another_partnership_is_not_there(partnership):
    theme = a_theme(a_partnership("valley", "Valley"))
    with pytest.raises(NotThere):
        service.get_entry(Theme, partnership, theme.id)
