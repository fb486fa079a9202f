"""Numbers in addresses: no larger than the keys of a row, so that no database trips over one."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_KEY = 2**31 - 1


class KeyConverter(IntegerConverter):
    """A number that the key of a row can be; any other address is not there."""

    def __init__(self, map: Map, **limits: Any) -> None:  # noqa: A002
        super().__init__(map, **{"max": LARGEST_KEY, **limits})


def prepare_addresses(app: Flask) -> None:
    """Hold every `<int:…>` of an address to the keys that rows can have."""
    app.url_map.converters["int"] = KeyConverter
