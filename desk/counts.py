"""Prints how many tests passed, failed and were skipped in each part that was run."""

import sys
import xml.etree.ElementTree as ElementTree  # noqa: S405  # pytest wrote these files, here
from pathlib import Path

from desk.environment import ROOT

REPORTS = ROOT / ".cache" / "tests"


def count(report: Path) -> tuple[int, int, int]:
    """Give how many tests of one report passed, failed and were skipped."""
    suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314
    totals = [0, 0, 0]
    for suite in suites:
        tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        totals = [totals[0] + tests - bad - skipped, totals[1] + bad, totals[2] + skipped]
    return totals[0], totals[1], totals[2]


def line(name: str, counts: tuple[int, int, int]) -> str:
    """Say the counts of one part."""
    return "{}: {} passed, {} failed, {} skipped".format(name, *counts)


def main(folder: Path = REPORTS) -> int:
    """Print a line for each part and one for all; fail where no test was run."""
    found = {report.stem: count(report) for report in sorted(folder.glob("*.xml"))}
    for name, counts in found.items():
        print(line(name, counts))
    columns = list(zip(*found.values(), strict=True)) or [(), (), ()]
    passed, failed, skipped = (sum(column) for column in columns)
    print(line("all", (passed, failed, skipped)))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
