"""A town whose organisations are grouped, and who may look at its groups."""

import pytest

from tests.portal.consortia.factories import a_town
from tests.portal.factories import a_member


@pytest.fixture
def town(app):
    """A partnership, its wards, and ten organisations that told about themselves."""
    return a_town(10)


@pytest.fixture
def viewer(town, sign_in):
    """Somebody of an infrastructure body, signed in to `client`."""
    return sign_in(a_member(town[0], "viewer").person.email)


@pytest.fixture
def coordinator(town, sign_in):
    """The town's coordinator, signed in to `client`."""
    return sign_in(a_member(town[0], "coordinator").person.email)
