"""Starting PostgreSQL: the system's own programs are found for it, and only for it."""

import os

from desk.databases import system_programs


def test_a_bare_path_gets_the_folders_of_the_system_for_the_start_alone(monkeypatch):
    # Bug: as root every test on PostgreSQL failed where useradd was not on the PATH.
    monkeypatch.setenv("PATH", "/only/this")
    with system_programs():
        assert os.environ["PATH"] == "/only/this:/usr/sbin:/sbin"
    assert os.environ["PATH"] == "/only/this"
