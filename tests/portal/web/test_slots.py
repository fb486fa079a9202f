"""Subjects of higher floors put what is open now onto the public page."""

import pytest

from portal.models.base import db
from portal.web import slots
from portal.web.slots import Offer, list_open_now, open_now
from tests.portal.factories import a_partnership


@pytest.fixture
def offers(monkeypatch):
    monkeypatch.setattr(slots, "OPEN_NOW", [])


@pytest.mark.usefixtures("offers")
def test_what_subjects_offer_is_shown_in_their_order_and_escaped(app, client):
    partnership = a_partnership()
    db.session.commit()
    open_now(lambda here: [Offer(f"Ask {here.slug}", "<b>x</b>", "/one", "Answer")])
    open_now(lambda here: [Offer("Come", "Soon.", "/two", "Register")])
    assert [offer.href for offer in list_open_now(partnership)] == ["/one", "/two"]
    text = client.get("/p/hillside/").text
    assert text.index("Ask hillside") < text.index("Come")
    assert "&lt;b&gt;x" in text


@pytest.mark.usefixtures("offers")
def test_where_nothing_is_open_the_page_says_so(app, client):
    a_partnership()
    db.session.commit()
    assert "Nothing is open to take part in just now." in client.get("/p/hillside/").text
