"""The way in for gunicorn and the flask command."""

import sys

from portal.app import create_app
from portal.config import SettingsError

try:
    app = create_app()
except SettingsError as error:
    sys.exit("\n".join(error.lines))
