"""Organisations take part under one name, leave, and come back."""

import pytest

from portal.errors import NotThere, Refused
from portal.models.base import now
from portal.organisations import service
from tests.portal.factories import a_participation, a_partnership


@pytest.fixture
def town(app):
    return a_partnership("town", "Town Partnership")


def test_organisations_get_slugs_that_count_up(town):
    slugs = [service.add_organisation(town, name).slug for name in ("A", "B", "C")]
    assert slugs == ["org-0001", "org-0002", "org-0003"]


def test_slugs_go_on_after_nine_thousand_nine_hundred_and_ninety_nine(town):
    a_participation(town).slug = "org-9999"
    a_participation(town).slug = "org-10000"
    assert service.add_organisation(town, "A").slug == "org-10001"


def test_each_partnership_counts_for_itself(town):
    service.add_organisation(town, "A")
    assert service.add_organisation(a_partnership(), "B").slug == "org-0001"


def test_the_same_name_is_refused_in_one_partnership_and_fine_in_another(town):
    service.add_organisation(town, "Moor End Club")
    with pytest.raises(Refused, match="in the partnership already") as refusal:
        service.add_organisation(town, " moor end  CLUB")
    assert refusal.value.field == "name"
    assert service.add_organisation(a_partnership(), "Moor End Club")


def test_an_organisation_that_left_is_put_back_rather_than_added(town):
    participation = service.add_organisation(town, "Moor End Club")
    service.leave(participation)
    with pytest.raises(Refused, match="Put it back"):
        service.add_organisation(town, "Moor End Club")
    service.put_back(participation)
    assert service.list_participations(town) == [participation]


def test_a_number_known_elsewhere_joins_the_same_organisation(town):
    first = service.add_organisation(town, "Moor End Club", external_id="GB-1")
    joined = service.add_organisation(a_partnership(), "Moor End", external_id=" GB-1 ")
    assert joined.organisation is first.organisation
    assert joined.organisation.name == "Moor End Club"


def test_a_number_that_is_here_already_is_refused(town):
    service.add_organisation(town, "Moor End Club", external_id="GB-1")
    with pytest.raises(Refused) as refusal:
        service.add_organisation(town, "Another name", external_id="GB-1")
    assert refusal.value.field == "external_id"


def test_contact_belongs_to_the_participation(town):
    participation = service.add_organisation(
        town, "A", kind="charity", contact_name=" Sam ", contact_email="sam@example.org"
    )
    assert (participation.contact_name, participation.contact_email) == ("Sam", "sam@example.org")
    assert participation.organisation.kind == "charity"


def test_those_who_left_are_not_listed_nor_shown(town):
    stays, goes = (service.add_organisation(town, name) for name in ("B", "A"))
    service.leave(goes)
    assert service.list_participations(town) == [stays]
    assert service.list_left(town) == [goes]
    with pytest.raises(NotThere):
        service.get_participation(town, goes.organisation_id)
    assert service.get_participation(town, goes.organisation_id, with_left=True) is goes


def test_leaving_twice_keeps_the_first_day(town):
    participation = service.add_organisation(town, "A")
    service.leave(participation)
    first = participation.left_at
    service.leave(participation)
    assert participation.left_at == first <= now()


def test_organisations_are_listed_by_name_whatever_the_letters(town):
    for name in ("beta", "Alpha", "Ärger", "Zebra"):
        service.add_organisation(town, name)
    names = [p.organisation.name for p in service.list_participations(town)]
    assert names[:2] == ["Alpha", "beta"]
    assert set(names[2:]) == {"Ärger", "Zebra"}


def test_an_organisation_of_another_partnership_is_not_there(town):
    other = service.add_organisation(a_partnership(), "A")
    with pytest.raises(NotThere):
        service.get_participation(town, other.organisation_id)


def test_a_name_is_found_in_whatever_letters(town):
    participation = service.add_organisation(town, "Moor End Club")
    assert service.find_by_name(town, "MOOR end club") is participation
    assert service.find_by_name(a_partnership(), "Moor End Club") is None


def test_an_organisation_takes_a_new_name_but_not_anothers(town):
    participation = service.add_organisation(town, "Moor End Club")
    service.add_organisation(town, "Hill Club")
    service.edit_organisation(participation, "Moor End  Youth Club", website="example.org/club")
    assert participation.organisation.name == "Moor End Youth Club"
    assert participation.organisation.website == "https://example.org/club"
    assert service.find_by_name(town, "moor end youth club") is participation
    with pytest.raises(Refused, match="Hill Club is in the partnership already"):
        service.edit_organisation(participation, "hill club")


@pytest.mark.parametrize(
    "website",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//",
        "ftp://example.org",
        "https://",
        "https://nodots",
        "https://example.org/ x",
        "https://example.org/" + "x" * 300,
    ],
)
def test_a_website_is_an_address_of_the_web_or_refused(town, website):
    participation = service.add_organisation(town, "A")
    with pytest.raises(Refused) as refusal:
        service.edit_organisation(participation, "A", website=website)
    assert refusal.value.field == "website"


def test_a_name_shared_with_another_partnership_is_changed_by_its_own_people_only(town):
    participation = service.add_organisation(town, "A", external_id="GB-1")
    service.add_organisation(a_partnership(), "A", external_id="GB-1")
    service.edit_organisation(participation, "A", contact_name="Sam")
    with pytest.raises(Refused, match="only its own people"):
        service.edit_organisation(participation, "B")
    service.edit_organisation(participation, "B", own=True)
    assert participation.organisation.name == "B"
