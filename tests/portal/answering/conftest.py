"""A response that a browser has opened."""

import pytest


@pytest.fixture
def desk(client, link):
    """The address of a response that this browser opened by its link."""
    return client.post(link).location
