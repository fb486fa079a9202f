"""Style sheet, script and typeface: their hashed names in pages, and how they are served."""

import json
import logging
import re
from collections.abc import Mapping
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from jinja2 import BaseLoader, ChoiceLoader, PackageLoader, PrefixLoader
from servestatic import ServeStatic

BUILD = Path(__file__).resolve().parents[1] / "static" / "build"
PREFIX = "/static/build/"
GOVUK_PACKAGES = ("govuk_frontend_jinja", "govuk_frontend_wtf")

_HASHED = re.compile(r"\.[A-Z0-9]{8}\.[a-z0-9]+$")
_log = logging.getLogger(__name__)


def read_manifest(build: Path) -> Mapping[str, str]:
    """Read which hashed file stands behind each plain name; nothing when nothing is built."""
    try:
        files = json.loads((build / "manifest.json").read_text("utf-8"))["files"]
    except FileNotFoundError:
        return {}
    return {str(name): str(file) for name, file in files.items()}


def prepare_assets(app: Flask, build: Path = BUILD) -> None:
    """Find the GOV.UK macros, give templates ``asset_url`` and serve the built files for ever."""
    files = read_manifest(build)

    def asset_url(name: str) -> str:
        """Give the address of a built file, such as ``asset_url("app.css")``."""
        if files and name not in files:
            raise LookupError(f"No built file is called {name!r}; there are: {', '.join(files)}.")
        return PREFIX + files.get(name, name)

    app.add_template_global(asset_url)
    app.jinja_loader = with_govuk_macros(app.jinja_loader)
    if files:
        serve(app, build)
    else:
        _log.warning("Pages have no style sheet yet: build it with `python desk/assets.py`.")


def with_govuk_macros(templates: BaseLoader | None) -> BaseLoader:
    """Look for a template among the project's own, then among the GOV.UK macros by package."""
    packages = PrefixLoader({name: PackageLoader(name) for name in GOVUK_PACKAGES})
    return ChoiceLoader([templates, packages] if templates else [packages])


def serve(app: Flask, build: Path) -> None:
    """Put the built files before the app: compressed, and kept by browsers for ever."""
    app.wsgi_app = ServeStatic(  # type: ignore[method-assign]
        app.wsgi_app,
        root=build,
        prefix=PREFIX,
        allow_all_origins=False,
        immutable_file_test=_never_changes,
        add_headers_function=_add_headers,
    )


def _never_changes(path: str, url: str) -> bool:
    return _HASHED.search(url) is not None


def _add_headers(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
