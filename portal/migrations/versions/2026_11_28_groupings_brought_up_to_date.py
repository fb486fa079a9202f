"""Groupings brought up to date."""

import sqlalchemy as sa
from alembic import op

revision = "5d0c3f9a7e21"
down_revision = "182eacf87834"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change.

    The key is made with its column: SQLite adds none later but by making the table anew, and the
    studies that point at its rows would be in the way.
    """
    column = sa.Column("revises_id", sa.Integer(), sa.ForeignKey("matching_runs.id"), nullable=True)
    op.add_column("matching_runs", column, inline_references=True)


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("matching_runs", "revises_id")
