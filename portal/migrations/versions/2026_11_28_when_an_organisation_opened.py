"""A response tells when its organisation itself first opened it."""

import sqlalchemy as sa
from alembic import op

revision = "4c8f17d0a5be"
down_revision = "4c0b7e52d8a6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change; those that no coordinator has touched were made by opening them."""
    with op.batch_alter_table("responses") as table:
        table.add_column(sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE responses SET opened_at = created_at"
        " WHERE late_until IS NULL AND channel = 'online'"
    )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("responses") as table:
        table.drop_column("opened_at")
