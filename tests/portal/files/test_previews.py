"""A file between preview and import belongs to one person, one partnership and one day."""

import os
import time

import pytest

from portal.errors import NotThere
from portal.files import previews
from portal.files.previews import Preview

CONTENT = b"name\nClub\n"
PREVIEW = Preview(1, 7, "file.csv", previews.hash_content(CONTENT))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "imports"


def find(folder, token, partnership_id=1, person_id=7):
    return previews.find(folder, token, partnership_id=partnership_id, person_id=person_id)


def test_a_file_is_found_again_by_its_token(folder):
    assert find(folder, previews.keep(folder, CONTENT, PREVIEW)) == (CONTENT, PREVIEW)


def test_nobody_but_the_machine_reads_the_file(folder):
    token = previews.keep(folder, CONTENT, PREVIEW)
    assert (folder / f"{token}.csv").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("other", [{"partnership_id": 2}, {"person_id": 8}])
def test_another_person_or_partnership_does_not_find_it(folder, other):
    token = previews.keep(folder, CONTENT, PREVIEW)
    with pytest.raises(NotThere):
        find(folder, token, **other)


def test_a_file_that_changed_on_the_disk_is_not_given(folder):
    token = previews.keep(folder, CONTENT, PREVIEW)
    (folder / f"{token}.csv").write_bytes(b"name\nOther\n")
    with pytest.raises(NotThere):
        find(folder, token)


@pytest.mark.parametrize("token", ["", "../../secret_key", "x" * 22, "a/b", "x" * 22 + "\0"])
def test_a_guess_finds_nothing(folder, token):
    previews.keep(folder, CONTENT, PREVIEW)
    with pytest.raises(NotThere):
        find(folder, token)


def test_a_dropped_file_is_gone(folder):
    token = previews.keep(folder, CONTENT, PREVIEW)
    previews.drop(folder, token)
    assert list(folder.iterdir()) == []
    previews.drop(folder, "../secret_key")


def test_files_of_yesterday_are_swept_away(folder):
    previews.keep(folder, CONTENT, PREVIEW)
    for file in folder.iterdir():
        os.utime(file, (time.time() - 90_000,) * 2)
    previews.keep(folder, CONTENT, PREVIEW)
    assert len(list(folder.iterdir())) == 2
