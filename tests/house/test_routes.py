"""Every page has a line in the policy table, and every line a page."""

import pytest

from portal.app import create_app
from portal.config import Settings
from portal.web.policy import RULES


@pytest.fixture(scope="module")
def endpoints(tmp_path_factory):
    settings = Settings(instance=tmp_path_factory.mktemp("instance"), demonstration=True)
    return {rule.endpoint for rule in create_app(settings).url_map.iter_rules()}


def test_every_route_has_a_rule(endpoints):
    assert endpoints - set(RULES) == set()


def test_every_rule_has_a_route(endpoints):
    assert set(RULES) - endpoints == set()
