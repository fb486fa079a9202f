"""What one source told of others stands beside what another told, and deletes nothing of it."""

from alembic import op

revision = "4c0b7e52d8a6"
down_revision = "9a6e2d4c71f3"
branch_labels = None
depends_on = None

TABLES = ("ties", "exclusions")
FORGET_TIES_THAT_WAIT = (
    "DELETE FROM ties WHERE NOT EXISTS (SELECT 1 FROM profile_facts WHERE participation_id = ties.from_id"
    " AND field = 'ties_known' AND state = 'current' AND source_ref = ties.source_ref)"
)
FORGET_WHAT_WAS_SAID_TWICE = (
    "DELETE FROM exclusions WHERE id NOT IN"
    " (SELECT MIN(id) FROM exclusions GROUP BY from_id, to_id)"
)


def upgrade() -> None:
    """Make the change."""
    for name in TABLES:
        change(name, ("from_id", "to_id"), ("from_id", "to_id", "source_ref"))


def downgrade() -> None:
    """Take the change back; of several statements the one that counts stays."""
    op.execute(FORGET_TIES_THAT_WAIT)
    op.execute(FORGET_WHAT_WAS_SAID_TWICE)
    for name in TABLES:
        change(name, ("from_id", "to_id", "source_ref"), ("from_id", "to_id"))


def change(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Let other columns of a table be unique together."""
    with op.batch_alter_table(name) as table:
        table.drop_constraint(op.f(f"uq_{name}_{'_'.join(before)}"), type_="unique")
        table.create_unique_constraint(op.f(f"uq_{name}_{'_'.join(after)}"), list(after))
