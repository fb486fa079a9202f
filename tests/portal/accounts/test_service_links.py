"""Links sign in once, for ten minutes, and keep no secret that a thief could use."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.accounts import service
from portal.errors import Refused, TooMany
from portal.models.audit import AuditEntry
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.people import SignInLink

pytestmark = pytest.mark.usefixtures("app")
ADDRESS = "ada@example.org"


def only_link():
    return db.session.scalar(sa.select(SignInLink))


def letters():
    return db.session.scalars(sa.select(OutgoingEmail)).all()


def test_a_link_signs_its_person_in():
    person = service.find_or_add_person(ADDRESS)
    assert service.use_link(service.make_link(ADDRESS)) is person


def test_a_link_works_once():
    service.find_or_add_person(ADDRESS)
    token = service.make_link(ADDRESS)
    service.use_link(token)
    with pytest.raises(Refused):
        service.use_link(token)


def test_looking_at_a_link_does_not_use_it_up():
    service.find_or_add_person(ADDRESS)
    token = service.make_link(ADDRESS)
    for _ in range(3):
        assert service.get_link_email(token) == ADDRESS
    assert service.use_link(token)


def test_a_link_older_than_ten_minutes_is_dead():
    service.find_or_add_person(ADDRESS)
    token = service.make_link(ADDRESS)
    only_link().expires_at = now() - timedelta(seconds=1)
    db.session.flush()
    assert service.get_link_email(token) is None
    with pytest.raises(Refused):
        service.use_link(token)


def test_a_link_lives_ten_minutes():
    service.make_link(ADDRESS)
    assert only_link().expires_at - only_link().created_at <= timedelta(minutes=10, seconds=1)


def test_only_the_hash_of_a_token_is_kept():
    token = service.make_link(ADDRESS)
    assert len(token) >= 43
    assert token not in str(vars(only_link()))


def test_someone_who_may_not_sign_in_any_more_gets_no_letter_and_no_way_in():
    person = service.find_or_add_person(ADDRESS)
    token = service.make_link(ADDRESS)
    person.active = False
    db.session.flush()
    service.send_link(ADDRESS, token, "https://here")
    assert letters() == []
    with pytest.raises(Refused):
        service.use_link(token)


def test_an_unknown_address_leaves_the_same_trace_and_gets_no_letter():
    token = service.make_link("nobody@example.org")
    service.send_link("nobody@example.org", token, "https://here")
    assert only_link().email == "nobody@example.org"
    assert letters() == []
    with pytest.raises(Refused):
        service.use_link(token)


def test_addresses_are_compared_in_one_form():
    assert service.find_or_add_person(" Ada@Example.org ") is service.find_or_add_person(ADDRESS)
    assert service.get_person("ADA@EXAMPLE.ORG").email == ADDRESS


def test_a_sixth_link_in_an_hour_is_refused_for_known_and_unknown_alike():
    service.find_or_add_person(ADDRESS)
    for address in (ADDRESS, "nobody@example.org"):
        for _ in range(service.MOST_LINKS_AN_HOUR):
            service.make_link(address)
        with pytest.raises(TooMany):
            service.make_link(address.upper())


def test_links_of_more_than_an_hour_ago_do_not_count():
    for _ in range(service.MOST_LINKS_AN_HOUR):
        service.make_link(ADDRESS)
    db.session.execute(sa.update(SignInLink).values(created_at=now() - timedelta(hours=2)))
    assert service.make_link(ADDRESS)


def test_signing_in_is_in_the_trail():
    person = service.find_or_add_person(ADDRESS)
    service.use_link(service.make_link(ADDRESS))
    entry = db.session.scalar(sa.select(AuditEntry))
    assert (entry.action, entry.person_id) == ("signed in", person.id)


def test_an_administrator_is_made_once():
    service.make_administrator(ADDRESS)
    person = service.make_administrator(ADDRESS)
    assert [role.name for role in person.roles] == ["administrator"]


def test_somebody_else_is_no_administrator():
    service.make_administrator(ADDRESS)
    assert not service.find_or_add_person("vi@example.org").is_administrator
