"""Whatever stands in an address, the answer is a page and never a fault (A29, A33)."""

import itertools

import pytest

from tests.portal.worlds import a_world, open_browsers

ODD = ("%00", "a%00b", "%ed%a0%80", "%E2%80%AE", "9" * 40)
LOOKED_FOR = (
    "/p/hillside/organisations?find={0}&area={0}&theme={0}",
    "/p/hillside/organisations?page={0}",
    "/p/{0}/",
    "/link/{0}",
    "/answer/{0}/",
    "/sign-in/{0}",
)


@pytest.fixture
def coordinator(app):
    """The browser of a coordinator in a partnership with everything in it."""
    return open_browsers(app, a_world())["coordinator"]


def test_a_number_larger_than_any_key_is_not_there(coordinator):
    pages = ("organisations", "briefs", "groups/run")
    for page, number in itertools.product(pages, (2**31, 2**63, 10**40)):
        assert coordinator.get(f"/p/hillside/{page}/{number}").status_code == 404, (page, number)


def test_every_number_in_an_address_is_held_to_the_keys(app):
    for route in app.url_map.iter_rules():
        for name, converter in route._converters.items():
            if type(converter).__name__.endswith(("IntegerConverter", "KeyConverter")):
                assert converter.max == 2**31 - 1, (route.rule, name)
    assert any("int:" in route.rule for route in app.url_map.iter_rules())


def test_a_run_that_is_no_number_is_not_there(coordinator):
    for run in ("%C2%B2", "%D9%A1", "%D9%A2", "%D9%A3", "%00", "-1", "1e5"):
        assert coordinator.get(f"/p/hillside/network?run={run}").status_code == 404, run


def test_odd_characters_in_what_is_looked_for_are_no_fault(coordinator):
    for page, word in itertools.product(LOOKED_FOR, ODD):
        assert coordinator.get(page.format(word)).status_code < 500, (page, word)
