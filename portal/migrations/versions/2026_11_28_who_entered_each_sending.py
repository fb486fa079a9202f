"""Every sending says how it came and who entered it."""

import sqlalchemy as sa
from alembic import op

revision = "9a6e2d4c71f3"
down_revision = "b3d9416f20ac"
branch_labels = None
depends_on = None

POINTS = op.f("fk_submissions_entered_by_people")
CHANNEL = op.f("ck_submissions_channel")
KINDS = "channel IN ('online', 'paper', 'email', 'telephone', 'meeting')"


def upgrade() -> None:
    """Make the change; a response that still says who entered it has that one sending alone."""
    with op.batch_alter_table("submissions") as table:
        table.add_column(
            sa.Column("channel", sa.String(12), nullable=False, server_default="online")
        )
        table.add_column(sa.Column("entered_by", sa.Integer(), nullable=True))
        table.create_foreign_key(POINTS, "people", ["entered_by"], ["id"], ondelete="SET NULL")
        table.create_check_constraint(CHANNEL, KINDS)
    op.execute(
        "UPDATE submissions SET"
        " channel = (SELECT channel FROM responses WHERE responses.id = submissions.response_id),"
        " entered_by = (SELECT entered_by FROM responses WHERE responses.id = submissions.response_id)"
    )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("submissions") as table:
        table.drop_constraint(CHANNEL, type_="check")
        table.drop_constraint(POINTS, type_="foreignkey")
        table.drop_column("entered_by")
        table.drop_column("channel")
