"""Alembic's entry: the connection is handed in by `ccare_metrics.store.write.upgrade`, never configured here."""

from alembic import context

from ccare_metrics.store.models import Entity

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Entity.metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
