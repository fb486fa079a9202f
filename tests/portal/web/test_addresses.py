"""Whatever stands in an address, the answer is a page and never a fault (A29, A33)."""

import pytest

from tests.portal.worlds import a_world, open_browsers

TOO_LARGE = (2**31, 2**63, 10**40)


@pytest.mark.parametrize("number", TOO_LARGE)
def test_a_number_larger_than_any_key_is_not_there(app, number):
    browser = open_browsers(app, a_world())["coordinator"]
    for page in (f"organisations/{number}", f"briefs/{number}", f"groups/run/{number}"):
        assert browser.get(f"/p/hillside/{page}").status_code == 404


def test_every_number_in_an_address_is_held_to_the_keys(app):
    for route in app.url_map.iter_rules():
        for name, converter in route._converters.items():
            if type(converter).__name__.endswith(("IntegerConverter", "KeyConverter")):
                assert converter.max == 2**31 - 1, (route.rule, name)
    assert any("int:" in route.rule for route in app.url_map.iter_rules())


@pytest.mark.parametrize("run", ["%C2%B2", "%D9%A3", "%00", "-1", "1e5"])
def test_a_run_that_is_no_number_is_not_there(app, run):
    browser = open_browsers(app, a_world())["coordinator"]
    assert browser.get(f"/p/hillside/network?run={run}").status_code == 404


@pytest.mark.parametrize("word", ["%00", "a%00b", "%ed%a0%80", "%E2%80%AE", "9" * 40])
def test_odd_characters_in_what_is_looked_for_are_no_fault(app, word):
    browser = open_browsers(app, a_world())["coordinator"]
    for page in (
        f"organisations?find={word}&area={word}&theme={word}",
        f"organisations?page={word}",
    ):
        assert browser.get(f"/p/hillside/{page}").status_code < 500
    for page in (f"/p/{word}/", f"/link/{word}", f"/answer/{word}/", f"/sign-in/{word}"):
        assert browser.get(page).status_code < 500
