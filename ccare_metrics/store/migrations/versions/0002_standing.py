"""What stands approved, added up (filled by `write.stand_anew`); and a key to figures that begins with what is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standing",
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("value_in_quarter", sa.BigInteger(), nullable=True),
        sa.Column("value_in_year", sa.BigInteger(), nullable=True),
        sa.Column("value_to_date", sa.BigInteger(), nullable=True),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("made_up", sa.Integer(), nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.CheckConstraint("since < until", name="stood_for_a_while"),
        sa.PrimaryKeyConstraint("scheme", "indicator", "country", "area", "month", "since"),
    )
    op.create_index("standing_by_day", "standing", ["until", "since"], unique=False)
    op.create_table(
        "standing_basis",
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scheme"),
    )
    op.drop_index("figure_by_key", table_name="figure")
    op.create_index("figure_by_key", "figure", ["indicator", "category", "scheme", "area", "month"], unique=False)


def downgrade() -> None:
    op.drop_index("figure_by_key", table_name="figure")
    op.create_index("figure_by_key", "figure", ["scheme", "indicator", "area", "month", "category"], unique=False)
    op.drop_table("standing_basis")
    op.drop_table("standing")
