"""Built files: their names in pages, how they are served, and the macros that templates find."""

import gzip
import json

import pytest
from flask import Flask

from portal.web.assets import prepare_assets, read_manifest

STYLE = b"body { color: #2b1a28 }" * 50


@pytest.fixture
def build(tmp_path):
    hashed = "app.A1B2C3D4.css"
    (tmp_path / hashed).write_bytes(STYLE)
    (tmp_path / f"{hashed}.gz").write_bytes(gzip.compress(STYLE))
    (tmp_path / "figtree-licence.txt").write_text("Open Font License")
    manifest = {"sources": "x", "files": {"app.css": hashed}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


def small_app(build):
    app = Flask("small", static_folder=None)
    prepare_assets(app, build)
    return app


def asset_url(app):
    return app.jinja_env.globals["asset_url"]


def test_a_page_names_the_hashed_file(build):
    assert asset_url(small_app(build))("app.css") == "/static/build/app.A1B2C3D4.css"


def test_a_name_that_was_never_built_is_an_error_that_lists_those_that_were(build):
    with pytest.raises(LookupError, match=r"'map\.css'.*app\.css"):
        asset_url(small_app(build))("map.css")


def test_a_hashed_file_is_kept_by_browsers_for_ever(build):
    with small_app(build).test_client().get("/static/build/app.A1B2C3D4.css") as answer:
        assert answer.data == STYLE
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_file_without_a_hash_is_asked_for_again(build):
    with small_app(build).test_client().get("/static/build/figtree-licence.txt") as answer:
        assert answer.status_code == 200
        assert "immutable" not in answer.headers["Cache-Control"]


def test_a_browser_that_takes_gzip_gets_it(build):
    client, gzipped = small_app(build).test_client(), {"Accept-Encoding": "gzip"}
    with client.get("/static/build/app.A1B2C3D4.css", headers=gzipped) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.data) == STYLE


def test_an_address_outside_the_build_is_the_apps_affair(build):
    client = small_app(build).test_client()
    assert client.get("/static/build/../assets.py").status_code == 404


def test_without_a_build_pages_go_on_in_plain_and_the_log_says_what_to_do(tmp_path, caplog):
    app = small_app(tmp_path)
    assert asset_url(app)("app.css") == "/static/build/app.css"
    assert "python desk/assets.py" in caplog.text


def test_a_missing_manifest_is_an_empty_one(tmp_path):
    assert read_manifest(tmp_path) == {}


@pytest.mark.parametrize("macro", ["button", "summary-list", "date-input"])
def test_templates_find_the_macros_of_the_design_system(build, macro):
    name = f"govuk_frontend_jinja/components/{macro}/macro.html"
    assert small_app(build).jinja_env.get_template(name)
