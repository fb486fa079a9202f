"""What tests of every package may ask for: real data, Chromium, settings of their own."""

import os
import re
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from desk.chromium import chromium_flags, find_chromium

NO_REAL_DATA = "real data is not on this machine (PATCHWORK_OPEN_DATA names its folder)"
FOR_TESTS = {
    "PATCHWORK_CHROMIUM",
    "PATCHWORK_FORBID_SKIPS",
    "PATCHWORK_OPEN_DATA",
    "PATCHWORK_TEST_DATABASES",
}

# The same examples each time, so half as many as usual lose little.
hypothesis.settings.register_profile("patchwork", deadline=None, derandomize=True, max_examples=50)
hypothesis.settings.load_profile("patchwork")


def pytest_configure() -> None:
    """Keep the settings of the person who runs the tests out of the tests."""
    for name in [*os.environ]:
        mine = re.match(r"PATCHWORK_|DATABASE_URL$|REDIS_URL$|DASK_SCHEDULER$|FLASK_", name)
        if mine and name not in FOR_TESTS:
            del os.environ[name]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where skips are forbidden, fail on every skip but those for absent real data."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not reporter or not os.environ.get("PATCHWORK_FORBID_SKIPS"):
        return
    skipped = reporter.stats.get("skipped", [])
    others = [report.nodeid for report in skipped if NO_REAL_DATA not in str(report.longrepr)]
    if others:
        reporter.write_line(f"Skipped, which is not allowed here: {', '.join(others)}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def open_data() -> Path:
    """The folder of real data; a test that asks for it is skipped where there is none."""
    given = os.environ.get("PATCHWORK_OPEN_DATA", "")
    if not given or not Path(given).is_dir():
        pytest.skip(NO_REAL_DATA)
    return Path(given)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How Playwright starts this machine's Chromium; it brings none of its own."""
    return {
        **browser_type_launch_args,
        "executable_path": find_chromium(),
        "args": chromium_flags(),
    }
