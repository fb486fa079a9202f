"""A town of which some told with whom they work."""

import pytest

from tests.portal.consortia.factories import a_town, ties


@pytest.fixture
def town(app):
    """A partnership, its wards, and eight organisations, two of which told of their ties."""
    partnership, wards, members = a_town(8)
    ties(members[1], members[0], members[2], intensity=0.5)
    ties(members[3], members[2])
    return partnership, wards, members


@pytest.fixture
def partnership(town):
    """The town's partnership."""
    return town[0]
