"""Where skips are forbidden, only absent real data excuses one."""

import os
import subprocess
import sys

import pytest

from tests.conftest import NO_REAL_DATA
from tests.house.files import ROOT


def run(folder, reason, variables):
    test = folder / "test_it.py"
    test.write_text(
        "import pytest\n"
        "def test_passes(): assert True\n"
        f"def test_skips(): pytest.skip({reason!r})\n"
    )
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        [*command, "--rootdir", str(folder), "-c", os.devnull, str(test)],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("reason", "variables", "code"),
    [
        ("too lazy", {"PATCHWORK_FORBID_SKIPS": "1"}, 1),
        (NO_REAL_DATA, {"PATCHWORK_FORBID_SKIPS": "1"}, 0),
        ("too lazy", {}, 0),
    ],
)
def test_a_skip_fails_the_run_where_it_is_forbidden(tmp_path, reason, variables, code):
    done = run(tmp_path, reason, variables)
    assert done.returncode == code, done.stdout
    assert ("which is not allowed here" in done.stdout) == bool(code)
