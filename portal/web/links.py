"""Whole addresses for e-mails, made from the configured base address and never from a header."""

from typing import Any

from flask import current_app, url_for


def whole_address(endpoint: str, **values: Any) -> str:
    """Give the address of a page as people reach it from outside."""
    return str(current_app.config["BASE_URL"]) + url_for(endpoint, **values)
