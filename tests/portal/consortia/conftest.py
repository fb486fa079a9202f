"""A town whose organisations are grouped."""

import pytest

from tests.portal.consortia.factories import a_town


@pytest.fixture
def town(app):
    """A partnership, its wards, and ten organisations that told about themselves."""
    return a_town(10)


@pytest.fixture
def partnership(town):
    """The town's partnership."""
    return town[0]
