"""Runs the tests: everything quick, with the browser journeys where Chromium is found."""

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
    """Run what needs no long walk; PostgreSQL has a part of its own."""
    os.environ["PATCHWORK_TEST_DATABASES"] = "sqlite"
    if find_chromium() is None:
        result = pytest("quick", QUICK, *arguments)
        print(NO_CHROMIUM)
        return result
    return pytest("quick", "not walk", *arguments)


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


PARTS = {"": run_quick, "postgresql": run_postgresql, "walks": run_walks}


if __name__ == "__main__":
    sys.exit(PARTS["".join(sys.argv[1:2])](sys.argv[2:]))
