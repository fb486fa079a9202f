"""The counts at the end of a CI run."""

from desk.counts import count, main

REPORT = """<?xml version="1.0"?><testsuites>
<testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1.0"/>
</testsuites>"""


def test_a_report_is_counted(tmp_path):
    report = tmp_path / "quick.xml"
    report.write_text(REPORT)
    assert count(report) == (4, 3, 3)


def test_parts_are_listed_and_summed(tmp_path, capsys):
    for name in ("quick", "walks"):
        (tmp_path / f"{name}.xml").write_text(REPORT)
    assert main(tmp_path) == 1
    assert capsys.readouterr().out.splitlines() == [
        "quick: 4 passed, 3 failed, 3 skipped",
        "walks: 4 passed, 3 failed, 3 skipped",
        "all: 8 passed, 6 failed, 6 skipped",
    ]


def test_a_run_without_any_test_has_failed(tmp_path, capsys):
    assert main(tmp_path) == 1
    assert capsys.readouterr().out == "all: 0 passed, 0 failed, 0 skipped\n"
