"""Commands say what is wrong with the installation in one line."""

from portal.models.base import db

LINE = (
    "Error: The database has no tables yet, or those of an older release. Run: flask db upgrade\n"
)


def test_a_database_without_tables_gets_one_line(app):
    db.session.remove()
    db.drop_all()
    try:
        ran = app.test_cli_runner().invoke(args=["administrators", "invite", "a@example.org"])
    finally:
        db.session.remove()
        db.create_all()
    assert (ran.exit_code, ran.output) == (1, LINE)


def test_a_partnership_that_is_not_there_gets_one_line(app):
    ran = app.test_cli_runner().invoke(args=["runs", "list", "nowhere"])
    assert ran.exit_code == 1
    assert ran.output.startswith("Error: ")
    assert ran.output.count("\n") == 1
