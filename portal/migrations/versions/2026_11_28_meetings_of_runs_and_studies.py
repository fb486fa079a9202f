"""Meetings of runs and studies of groupings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "182eacf87834"
down_revision = "771a562ab13d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "studies",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "result", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True
        ),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("phase", sa.String(length=200), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('firmness', 'comparison')", name=op.f("ck_studies_kind")),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'finished', 'cancelled', 'failed')",
            name=op.f("ck_studies_state"),
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["matching_runs.id"], name=op.f("fk_studies_other_id_matching_runs")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["matching_runs.id"], name=op.f("fk_studies_run_id_matching_runs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studies")),
    )
    with op.batch_alter_table("studies", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_studies_run_id_kind"), ["run_id", "kind"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_studies_state_lease_until"), ["state", "lease_until"], unique=False
        )

    with op.batch_alter_table("matching_runs", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "meetings", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True
            )
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("matching_runs", schema=None) as batch_op:
        batch_op.drop_column("meetings")

    with op.batch_alter_table("studies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_studies_state_lease_until"))
        batch_op.drop_index(batch_op.f("ix_studies_run_id_kind"))

    op.drop_table("studies")
