"""Building the style sheet: only when something changed, and with one clear line when it fails."""

import json

import pytest

from desk.assets import LOCKED, ROOT, BuildFailed, build, explain, fingerprint, install, is_fresh


@pytest.fixture
def project(tmp_path):
    for name in LOCKED:
        (tmp_path / name).write_text("{}")
    (tmp_path / "frontend").mkdir()
    (tmp_path / "frontend" / "app.scss").write_text("a { color: red }")
    return tmp_path


def finished(project):
    target = project / "build"
    target.mkdir()
    (target / "app.X.css").write_text("a{color:red}")
    manifest = {"sources": fingerprint(project, "frontend"), "files": {"app.css": "app.X.css"}}
    (target / "manifest.json").write_text(json.dumps(manifest))
    return target


def test_a_finished_build_is_left_alone(project):
    assert build(project, finished(project)) is False


def test_a_changed_source_is_noticed(project):
    target = finished(project)
    (project / "frontend" / "app.scss").write_text("a { color: blue }")
    assert not is_fresh(target, fingerprint(project, "frontend"))


def test_a_renamed_source_is_noticed(project):
    before = fingerprint(project, "frontend")
    (project / "frontend" / "app.scss").rename(project / "frontend" / "page.scss")
    assert fingerprint(project, "frontend") != before


def test_a_changed_package_is_noticed(project):
    target = finished(project)
    (project / "package-lock.json").write_text('{"lockfileVersion": 3}')
    assert not is_fresh(target, fingerprint(project, "frontend"))


def test_a_lost_file_is_noticed(project):
    target = finished(project)
    (target / "app.X.css").unlink()
    assert not is_fresh(target, fingerprint(project, "frontend"))


def test_a_torn_manifest_counts_as_no_build(project):
    target = finished(project)
    (target / "manifest.json").write_text('{"sources": "')
    assert not is_fresh(target, fingerprint(project, "frontend"))


def test_a_network_that_is_away_is_said_in_one_line():
    line = explain("npm ci", "npm error code ENOTFOUND\nnpm error network request failed")
    assert "npm cannot reach its package registry" in line
    assert "\n" not in line


def test_a_fault_in_a_source_is_said_by_its_own_words():
    line = explain("the build", "note\nError: Undefined variable.\n  app.scss 3:1")
    assert line.endswith("the build failed: Error: Undefined variable.")


def test_packages_that_are_there_are_not_downloaded_again(project):
    stamp = project / "node_modules" / ".patchwork"
    stamp.parent.mkdir()
    stamp.write_text(fingerprint(project))
    install(project)
    assert [path.name for path in stamp.parent.iterdir()] == [".patchwork"]


def test_a_lock_file_that_npm_refuses_stops_the_build(project):
    (project / "package-lock.json").write_text("{ torn")
    (project / "package.json").write_text("{ torn")
    with pytest.raises(BuildFailed, match="npm ci failed"):
        install(project)
    assert not (project / "node_modules" / ".patchwork").exists()


def test_the_lock_file_names_no_host():
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert [name for name, facts in packages.items() if "resolved" in facts] == []
    assert all("integrity" in facts for name, facts in packages.items() if name)
