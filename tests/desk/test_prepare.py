"""Preparing: one clear line where the machine lacks something, and nothing done twice."""

import subprocess
import sys

import pytest

from desk import environment, packages, prepare
from desk.stamps import is_stamped, read_stamps, write_stamps
from desk.trouble import Trouble


def test_an_old_python_is_told_which_one_is_needed():
    line = prepare.too_old((3, 9, 6), "python3")
    assert line == (
        "Patchwork needs Python 3.11 or newer; python3 is 3.9.6. "
        "Where a newer one is installed, name it: PYTHON=python3.12 make run"
    )


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 4), (4, 0, 0)])
def test_a_new_python_is_welcome(version):
    assert prepare.too_old(version, "python3") is None


def test_the_first_file_reads_in_an_old_python_up_to_its_check():
    source = (environment.ROOT / "desk" / "prepare.py").read_text(encoding="utf-8")
    head = source[: source.index("import os")]
    compile(head, "prepare.py", "exec", dont_inherit=True)
    assert ":=" not in head
    assert "match " not in head
    assert "from desk" not in head


def test_a_lock_file_is_stamped_until_it_changes(tmp_path):
    lock = tmp_path / "requirements.txt"
    stamp = tmp_path / "stamps.json"
    lock.write_text("flask==3\n")
    assert not is_stamped(stamp, lock)
    write_stamps(stamp, [lock])
    assert is_stamped(stamp, lock)
    lock.write_text("flask==4\n")
    assert not is_stamped(stamp, lock)


def test_one_stamp_leaves_the_other_alone(tmp_path):
    first, second, stamp = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "stamps.json"
    first.write_text("a")
    second.write_text("b")
    write_stamps(stamp, [first])
    write_stamps(stamp, [second])
    assert is_stamped(stamp, first)
    assert is_stamped(stamp, second)


@pytest.mark.parametrize("torn", ["", "{", "[1]", "null"])
def test_a_torn_stamp_counts_as_none(tmp_path, torn):
    stamp = tmp_path / "stamps.json"
    stamp.write_text(torn)
    assert read_stamps(stamp) == {}


def test_a_python_without_venv_is_told_the_package_to_install(monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Trouble, match=r"sudo apt install python3\.\d+-venv"):
        environment.check_modules()


def test_a_full_disk_is_named_with_what_is_free(monkeypatch, tmp_path):
    usage = environment.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(
        environment.shutil, "disk_usage", lambda folder: usage._replace(free=12_000_000)
    )
    with pytest.raises(Trouble, match="has 12 MB free"):
        environment.check_space(tmp_path)


def test_a_half_made_environment_does_not_count_as_one(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(tmp_path / "gone")
    assert not environment.works(tmp_path)


def test_this_environment_works():
    assert environment.works(environment.Path(sys.prefix))


@pytest.mark.parametrize(
    ("output", "meaning"),
    [
        ("WARNING: Retrying (Retry(total=1, connect=None)) ...", "cannot be reached"),
        ("error: error sending request for url", "cannot be reached"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "differs from the pinned one"),
        ("first\n\nno wheel for this machine\n", "no wheel for this machine"),
        ("", "no reason given"),
    ],
)
def test_an_installer_s_words_become_one_line(tmp_path, output, meaning):
    line = packages.explain(output, tmp_path / "install.log")
    assert meaning in line
    assert "\n" not in line


def test_a_second_command_waits_while_the_first_prepares(tmp_path):
    lock = tmp_path / "lock"
    script = (
        "import sys; from pathlib import Path; from desk.environment import only_one\n"
        "with only_one(Path(sys.argv[1])): print('mine')"
    )
    with environment.only_one(lock):
        second = subprocess.Popen(
            [sys.executable, "-c", script, str(lock)],
            cwd=environment.ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        first_line = second.stdout.readline()
    rest, _ = second.communicate(timeout=30)
    assert first_line.startswith("Another command is preparing")
    assert rest == "mine\n"
