"""Waves: a survey may follow an earlier one."""

import sqlalchemy as sa
from alembic import op

revision = "b3d9416f20ac"
down_revision = "e07b5a1c94d2"
branch_labels = None
depends_on = None

POINTS = op.f("fk_surveys_follows_id_surveys")


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("surveys") as table:
        table.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        table.create_foreign_key(POINTS, "surveys", ["follows_id"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("surveys") as table:
        table.drop_constraint(POINTS, type_="foreignkey")
        table.drop_column("follows_id")
