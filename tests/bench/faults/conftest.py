"""The tally is tried on the databases of the portal's own tests."""

from tests.portal.conftest import app, pytest_generate_tests

__all__ = ["app", "pytest_generate_tests"]
