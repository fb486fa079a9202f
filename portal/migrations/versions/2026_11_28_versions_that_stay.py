"""Versions of surveys stay as they are, also for statements that no code of ours has written.

A later migration that makes the table of versions anew on SQLite must make the trigger again.
"""

from alembic import op

revision = "e07b5a1c94d2"
down_revision = "c41f7a2be905"
branch_labels = None
depends_on = None

WORDS = "A published version stays as it is."
FIXED = "survey_id, number, definition"


def upgrade() -> None:
    """Make the change."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER survey_versions_stay BEFORE UPDATE OF {FIXED} ON survey_versions"
            f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION survey_versions_stay() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER survey_versions_stay BEFORE UPDATE OF {FIXED} ON survey_versions"
        " FOR EACH ROW EXECUTE FUNCTION survey_versions_stay()"
    )


def downgrade() -> None:
    """Take the change back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER survey_versions_stay")
        return
    op.execute("DROP TRIGGER survey_versions_stay ON survey_versions")
    op.execute("DROP FUNCTION survey_versions_stay()")
