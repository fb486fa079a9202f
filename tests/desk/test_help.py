"""`make help` lists the targets that people may use."""

from desk.environment import ROOT
from desk.help import read_targets


def test_every_public_command_is_listed_with_a_sentence():
    listed = dict(read_targets(ROOT / "Makefile"))
    assert {"run", "serve", "test", "check", "help"} <= set(listed)
    assert all(what[0].isupper() for what in listed.values())


def test_a_target_without_a_comment_stays_out(tmp_path):
    makefile = tmp_path / "Makefile"
    makefile.write_text("inner: other\n\t@true\n\nouter: inner ## Do it\n\t@true\n")
    assert read_targets(makefile) == [("outer", "Do it")]
