"""Live bound and advice of matching runs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "771a562ab13d"
down_revision = "8b94e03c1d2d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("matching_runs", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "advice", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("best", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("bound", sa.Double(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("matching_runs", schema=None) as batch_op:
        batch_op.drop_column("bound")
        batch_op.drop_column("best")
        batch_op.drop_column("advice")
