"""Partnerships are made with an address of their own and keep it."""

import pytest

from portal.errors import NotThere, Refused
from portal.partnerships import service
from tests.portal.factories import a_member, a_participation

pytestmark = pytest.mark.usefixtures("app")


def test_the_address_is_made_from_the_name():
    assert service.create_partnership("Café & Play,  North").slug == "cafe-play-north"


def test_two_partnerships_of_one_name_have_two_addresses():
    service.create_partnership("Play")
    assert service.create_partnership("Play").slug == "play-2"


def test_a_taken_address_is_refused():
    service.create_partnership("Play", "north")
    with pytest.raises(Refused, match="north") as refusal:
        service.create_partnership("Games", " North ")
    assert refusal.value.field == "slug"


@pytest.mark.parametrize("slug", ["a b", "../x", "x" * 61, "-x", "é"])
def test_an_address_that_no_browser_likes_is_refused(slug):
    with pytest.raises(Refused, match="small letters"):
        service.create_partnership("Play", slug)


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_an_empty_or_endless_name_is_refused(name):
    with pytest.raises(Refused) as refusal:
        service.create_partnership(name)
    assert refusal.value.field == "name"


def test_a_partnership_is_found_by_its_address():
    made = service.create_partnership("Play")
    assert service.get_partnership("play") is made
    with pytest.raises(NotThere):
        service.get_partnership("valley")


def test_new_words_leave_the_address_alone():
    made = service.create_partnership("Play")
    service.edit_partnership(made, "Youth and play", " For everyone. ", "hello@example.org")
    assert (made.name, made.slug, made.purpose) == ("Youth and play", "play", "For everyone.")


def test_partnerships_are_listed_with_their_people_and_organisations():
    play = service.create_partnership("Play")
    arts = service.create_partnership("Arts")
    a_member(play)
    a_participation(play)
    a_participation(play)
    assert service.list_partnerships() == [(arts, 0, 0), (play, 1, 2)]
