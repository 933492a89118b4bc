"""Partners report: what is typed, what was sent, who confirmed, receipts of acts, notices; who did a step, and when a sign-in ended."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# What was sent, confirmed or answered once is never changed.
APPEND_ONLY = ("sent", "confirmation", "receipt", "period_lock")


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id", "partner"], ["submission.id", "submission.partner"]),
        sa.ForeignKeyConstraint(["scheme", "partner"], ["scheme_owner.scheme", "scheme_owner.partner"]),
        sa.PrimaryKeyConstraint("submission_id", "scheme", "indicator", "area", "category"),
    )
    op.create_table(
        "sent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["step"], ["submission_step.id"]),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("submission_id", "version", name="sent_once"),
    )
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"]),
        sa.ForeignKeyConstraint(["person"], ["access.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("submission_id", "version", "person", name="confirmed_once"),
    )
    op.create_table(
        "receipt",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["access.id"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["access.id"]),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("notice_of", "notice", ["person", "id"], unique=False)
    # Columns are added in place: a table that triggers guard is not copied and renamed.
    op.add_column("submission_step", sa.Column("person", sa.Integer(), nullable=True))
    op.add_column("access", sa.Column("name", sa.Text(), nullable=False, server_default=""))
    op.add_column("access", sa.Column("signed_out", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("commentary", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("commentary", sa.Column("at", sa.Text(), nullable=True))
    op.add_column("commentary", sa.Column("by", sa.Text(), nullable=True))
    op.create_index("commentary_once", "commentary", ["submission_id", "scheme", "language"], unique=True)
    _append_only()


def _append_only() -> None:
    # PostgreSQL gets its own triggers together with its roles.
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER period_lock_no_{act}")
    op.drop_index("commentary_once", table_name="commentary")
    for table, columns in (
        ("commentary", ("version", "at", "by")), ("access", ("name", "signed_out")), ("submission_step", ("person",))
    ):  # fmt: skip
        for column in columns:
            op.drop_column(table, column)
    for table in ("notice", "receipt", "confirmation", "sent", "entry"):
        op.drop_table(table)
