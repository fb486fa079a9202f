"""Runs the tests: everything quick, then the browser journeys where Chromium is found."""

import os
import subprocess
import sys

from desk.chromium import find_chromium
from desk.counts import REPORTS
from desk.environment import PYTHON, ROOT

NO_CHROMIUM = (
    "No Chromium on this machine, so the browser journeys were left out "
    "(Debian: sudo apt install chromium; elsewhere: PATCHWORK_CHROMIUM=/path/to/it)."
)


# A file's tests stay together, so that what one of them builds once serves them all.
TWO_AT_ONCE = ("-n", "2", "--dist", "loadfile")
QUICK = "not browser and not walk"


def pytest(part: str, marks: str, *arguments: str) -> int:
    """Run pytest over some of the tests, leave its report behind, and give its exit code."""
    report = f"--junitxml={REPORTS / part}.xml"
    command = [PYTHON, "-m", "pytest", report, *TWO_AT_ONCE, "-m", marks, *arguments]
    return subprocess.run(command, cwd=ROOT).returncode


def run_quick(arguments: list[str]) -> int:
    """Run what needs no browser and no long walk; PostgreSQL has a part of its own."""
    os.environ["PATCHWORK_TEST_DATABASES"] = "sqlite"
    return pytest("quick", QUICK, *arguments)


def run_journeys(arguments: list[str]) -> int:
    """Run the browser journeys, or say why not."""
    if find_chromium() is None:
        print(NO_CHROMIUM)
        return 0
    return pytest("journeys", "browser and not walk", *arguments)


def run_walks(arguments: list[str]) -> int:
    """Run the long walks over every page, fault and combination."""
    if find_chromium() is None:
        print(NO_CHROMIUM)
        return 1
    return pytest("walks", "walk", *arguments)


def run_postgresql(arguments: list[str]) -> int:
    """Run what reads and writes rows, and who may, once more on PostgreSQL."""
    os.environ["PATCHWORK_TEST_DATABASES"] = "postgres"
    portal = ROOT / "tests" / "portal"
    found = [*portal.glob("**/test_service*.py"), *portal.glob("test_access*.py")]
    places = [str(each.relative_to(ROOT)) for each in sorted(found)]
    return pytest("postgresql", QUICK, *places, "tests/bench/faults", *arguments)


def main(which: str, arguments: list[str]) -> int:
    """Run one part of the tests, or the two that `make test` is."""
    parts = {"walks": run_walks, "postgresql": run_postgresql, "quick": run_quick}
    if which in parts:
        return parts[which](arguments)
    return run_quick(arguments) or run_journeys(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:]))
