"""Running surveys: modes, sendings, on behalf, late, reminders, trials, files."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c41f7a2be905"
down_revision = "5d0c3f9a7e21"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ANONYMOUS = (
    "survey_mode <> 'anonymous' OR (channel = 'online' AND state <> 'amending'"
    " AND (state <> 'sent' OR CAST(answers AS TEXT) = '{}'))"
)


def upgrade() -> None:
    """Make the change; what was sent before becomes the first submission of its response."""
    change_surveys()
    change_responses()
    make_submissions()
    op.execute(
        "INSERT INTO submissions (created_at, response_id, number, version_id, answers, sent_at,"
        " sent_by, send_key) SELECT sent_at, id, 1, version_id, answers, sent_at, answered_by,"
        " COALESCE(send_key, public_id) FROM responses WHERE state = 'sent'"
    )
    with op.batch_alter_table("responses") as table:
        table.drop_constraint(op.f("uq_responses_send_key"), type_="unique")
        table.drop_column("send_key")
    with op.batch_alter_table("invitations") as table:
        table.add_column(column("reminder", sa.Integer(), "0"))
    make_mail_stops()
    make_anonymous_answers()
    make_trials()
    make_uploads()


def column(name: str, kind: sa.types.TypeEngine[str] | sa.Integer, value: str) -> sa.Column[str]:
    """Give a new column that is filled in the rows that are there."""
    return sa.Column(name, kind, nullable=False, server_default=value)


def change_surveys() -> None:
    """Surveys get a mode and an opening time, versions a note and who published them."""
    with op.batch_alter_table("surveys") as table:
        table.add_column(column("mode", sa.String(12), "identified"))
        table.add_column(sa.Column("opens_at", MOMENT, nullable=True))
        table.create_unique_constraint(op.f("uq_surveys_id_mode"), ["id", "mode"])
        table.create_check_constraint(
            op.f("ck_surveys_mode"), "mode IN ('identified', 'confidential', 'anonymous')"
        )
    with op.batch_alter_table("survey_versions") as table:
        table.add_column(column("note", sa.String(300), ""))
        table.add_column(sa.Column("published_by", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_survey_versions_published_by_people"),
            "people",
            ["published_by"],
            ["id"],
            ondelete="SET NULL",
        )


def change_responses() -> None:
    """Responses are bound to the mode of their survey, and say how they came."""
    with op.batch_alter_table("responses") as table:
        table.add_column(column("survey_mode", sa.String(12), "identified"))
        table.add_column(column("language", sa.String(12), ""))
        table.add_column(column("channel", sa.String(12), "online"))
        table.add_column(sa.Column("entered_by", sa.Integer(), nullable=True))
        for name in ("declined", "talk", "late"):
            moment = {"declined": "declined_at", "talk": "talk_asked_at", "late": "late_until"}
            words = {"declined": "declined_words", "talk": "talk_words", "late": "late_reason"}
            table.add_column(sa.Column(moment[name], MOMENT, nullable=True))
            table.add_column(column(words[name], sa.String(500), ""))
        table.drop_constraint(op.f("fk_responses_survey_id_surveys"), type_="foreignkey")
        table.drop_constraint(op.f("ck_responses_state"), type_="check")
        table.create_foreign_key(
            op.f("fk_responses_survey_id_surveys"),
            "surveys",
            ["survey_id", "survey_mode"],
            ["id", "mode"],
        )
        table.create_foreign_key(
            op.f("fk_responses_entered_by_people"),
            "people",
            ["entered_by"],
            ["id"],
            ondelete="SET NULL",
        )
        table.create_check_constraint(
            op.f("ck_responses_state"), "state IN ('draft', 'sent', 'amending')"
        )
        table.create_check_constraint(
            op.f("ck_responses_channel"),
            "channel IN ('online', 'paper', 'email', 'telephone', 'meeting')",
        )
        table.create_check_constraint(op.f("ck_responses_anonymous"), ANONYMOUS)


def make_submissions() -> None:
    """Make the table of what was sent."""
    op.create_table(
        "submissions",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("sent_by", sa.String(length=120), nullable=False),
        sa.Column("send_key", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_submissions_response_id_responses")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["survey_versions.id"],
            name=op.f("fk_submissions_version_id_survey_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint(
            "response_id", "number", name=op.f("uq_submissions_response_id_number")
        ),
        sa.UniqueConstraint("send_key", name=op.f("uq_submissions_send_key")),
    )


def make_mail_stops() -> None:
    """Make the table of addresses that get no more e-mails."""
    op.create_table(
        "mail_stops",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("why IN ('opted_out', 'bounced')", name=op.f("ck_mail_stops_why")),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnerships.id"],
            name=op.f("fk_mail_stops_partnership_id_partnerships"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_stops")),
        sa.UniqueConstraint(
            "partnership_id", "email", name=op.f("uq_mail_stops_partnership_id_email")
        ),
    )


def make_anonymous_answers() -> None:
    """Make the table of answers that belong to nobody."""
    op.create_table(
        "anonymous_answers",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.id"], name=op.f("fk_anonymous_answers_survey_id_surveys")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_anonymous_answers")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_anonymous_answers_survey_id"), "anonymous_answers", ["survey_id"])


def make_trials() -> None:
    """Make the table of answers with which surveys are tried out."""
    op.create_table(
        "trials",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_trials_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["survey_versions.id"],
            name=op.f("fk_trials_version_id_survey_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trials")),
        sa.UniqueConstraint("version_id", "person_id", name=op.f("uq_trials_version_id_person_id")),
    )


def make_uploads() -> None:
    """Make the table of files that came with answers."""
    op.create_table(
        "uploads",
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("finding", sa.String(length=300), nullable=False),
        sa.Column("looked_at", MOMENT, nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('quarantined', 'released', 'refused')", name=op.f("ck_uploads_state")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_uploads_response_id_responses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("public_id", name=op.f("uq_uploads_public_id")),
    )
    op.create_index(op.f("ix_uploads_response_id"), "uploads", ["response_id"])


def downgrade() -> None:
    """Take the change back; what it alone can hold is lost, so it refuses where there is such."""
    held = op.get_bind().execute(
        sa.text(
            "SELECT (SELECT count(*) FROM anonymous_answers) + (SELECT count(*) FROM uploads)"
            " + (SELECT count(*) FROM responses WHERE state = 'amending')"
        )
    )
    if held.scalar():
        raise RuntimeError(
            "There are anonymous answers, files or answers being changed; keep them."
        )
    for table in ("uploads", "trials", "anonymous_answers", "mail_stops"):
        op.drop_table(table)
    with op.batch_alter_table("invitations") as table:
        table.drop_column("reminder")
    give_back_keys()
    op.drop_table("submissions")
    take_back_responses()
    take_back_surveys()


def give_back_keys() -> None:
    """Put the key of the last sending back beside its response."""
    with op.batch_alter_table("responses") as table:
        table.add_column(sa.Column("send_key", sa.String(64), nullable=True))
        table.create_unique_constraint(op.f("uq_responses_send_key"), ["send_key"])
    op.execute(
        "UPDATE responses SET send_key = (SELECT send_key FROM submissions WHERE"
        " submissions.response_id = responses.id ORDER BY number DESC LIMIT 1)"
    )


def take_back_responses() -> None:
    """Give responses their earlier shape."""
    with op.batch_alter_table("responses") as table:
        for name in ("anonymous", "channel", "state"):
            table.drop_constraint(op.f(f"ck_responses_{name}"), type_="check")
        table.drop_constraint(op.f("fk_responses_entered_by_people"), type_="foreignkey")
        table.drop_constraint(op.f("fk_responses_survey_id_surveys"), type_="foreignkey")
        table.create_foreign_key(
            op.f("fk_responses_survey_id_surveys"), "surveys", ["survey_id"], ["id"]
        )
        table.create_check_constraint(op.f("ck_responses_state"), "state IN ('draft', 'sent')")
        for name in (
            *("survey_mode", "language", "channel", "entered_by", "declined_at"),
            *("declined_words", "talk_asked_at", "talk_words", "late_until", "late_reason"),
        ):
            table.drop_column(name)


def take_back_surveys() -> None:
    """Give surveys and their versions their earlier shape."""
    with op.batch_alter_table("survey_versions") as table:
        table.drop_constraint(op.f("fk_survey_versions_published_by_people"), type_="foreignkey")
        table.drop_column("published_by")
        table.drop_column("note")
    with op.batch_alter_table("surveys") as table:
        table.drop_constraint(op.f("ck_surveys_mode"), type_="check")
        table.drop_constraint(op.f("uq_surveys_id_mode"), type_="unique")
        table.drop_column("opens_at")
        table.drop_column("mode")
