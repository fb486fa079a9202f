"""Compiling ahead: once for the same sources, afresh for changed ones, one line when it fails."""

import os
import sys

import pytest
from numba.core.caching import InTreeCacheLocator, UserProvidedCacheLocator

from desk.kernels import FAILED, KERNELS, STAMP, cache_folder, ensure_kernels, fingerprint
from desk.trouble import Trouble

FAILING = "import sys; sys.exit('warning\\n' + sys.argv[1])"
COUNTING = "import sys; open(sys.argv[1], 'a').write('once ')"


@pytest.fixture
def kernels(tmp_path, monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    folder = tmp_path / "kernels"
    folder.mkdir()
    (folder / "gain.py").write_text("gain = 1\n")
    return folder


@pytest.fixture
def compile_once(kernels, tmp_path):
    """Compile with a program that leaves a word behind each time; give all its words."""
    log = tmp_path / "log"

    def compile_them():
        ensure_kernels(kernels, [sys.executable, "-c", COUNTING, str(log)])
        return log.read_text()

    return compile_them


def test_kernels_are_compiled_once_and_said_so_once(compile_once, capsys):
    assert compile_once() == "once "
    assert capsys.readouterr().out == (
        "Compiling the search; the first time this takes a minute or two.\n"
    )
    assert compile_once() == "once "
    assert capsys.readouterr().out == ""


def test_a_changed_kernel_is_compiled_without_what_was_there(compile_once, kernels):
    compile_once()
    old = [kernels / "__pycache__" / name for name in ("gain.1.nbi", "gain.1.nbc")]
    for file in old:
        file.write_text("compiled")
    (kernels / "gain.py").write_text("gain = 2\n")
    assert compile_once() == "once once "
    assert not any(file.exists() for file in old)


def test_a_cache_that_is_gone_is_made_again(compile_once, kernels):
    compile_once()
    (kernels / "__pycache__" / STAMP).unlink()
    assert compile_once() == "once once "


@pytest.mark.parametrize("said", ["the disk is full", f"{FAILED}the disk is full"])
def test_a_failure_is_one_line_and_tried_again_the_next_time(compile_once, kernels, said):
    with pytest.raises(Trouble) as caught:
        ensure_kernels(kernels, [sys.executable, "-c", FAILING, said])
    assert str(caught.value) == "The search could not be compiled: the disk is full"
    assert compile_once() == "once "


def test_another_numba_or_python_makes_another_fingerprint(kernels, tmp_path):
    packages = tmp_path / "venv" / "lib" / "python3.11" / "site-packages"
    (packages / "numba-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "venv" / "pyvenv.cfg").write_text("version = 3.11.7")
    prints = {fingerprint(kernels, tmp_path / "venv")}
    (packages / "numba-1.0.dist-info").rename(packages / "numba-1.1.dist-info")
    prints.add(fingerprint(kernels, tmp_path / "venv"))
    (tmp_path / "venv" / "pyvenv.cfg").write_text("version = 3.12.1")
    prints.add(fingerprint(kernels, tmp_path / "venv"))
    assert len(prints) == 3


def test_the_cache_is_where_numba_keeps_it(tmp_path):
    file = str(KERNELS / "gain.py")
    given = {"NUMBA_CACHE_DIR": str(tmp_path)}
    below = UserProvidedCacheLocator.get_suitable_cache_subpath(file)
    assert cache_folder(given) == tmp_path / below
    beside = InTreeCacheLocator(fingerprint, file).get_cache_path()
    assert str(cache_folder({})) == beside


def test_a_folder_for_numba_that_is_named_is_used(compile_once, kernels, tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "numba"))
    compile_once()
    assert (cache_folder(os.environ, kernels) / STAMP).is_file()
    assert not (kernels / "__pycache__").exists()
