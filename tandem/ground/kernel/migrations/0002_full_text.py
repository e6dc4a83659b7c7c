"""The full-text index over kernel_searchdocument: FTS5 on SQLite, a generated tsvector on PostgreSQL."""

from django.db import migrations

from tandem.tables import Construction

SQLITE = [
    """CREATE VIRTUAL TABLE kernel_search USING fts5(
        reference, title, body, scope, content='kernel_searchdocument', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2", prefix='2 3')""",
    """CREATE TRIGGER kernel_search_added AFTER INSERT ON kernel_searchdocument BEGIN
        INSERT INTO kernel_search(rowid, reference, title, body, scope)
        VALUES (new.id, new.reference, new.title, new.body, new.scope); END""",
    """CREATE TRIGGER kernel_search_removed AFTER DELETE ON kernel_searchdocument BEGIN
        INSERT INTO kernel_search(kernel_search, rowid, reference, title, body, scope)
        VALUES ('delete', old.id, old.reference, old.title, old.body, old.scope); END""",
    """CREATE TRIGGER kernel_search_changed AFTER UPDATE ON kernel_searchdocument BEGIN
        INSERT INTO kernel_search(kernel_search, rowid, reference, title, body, scope)
        VALUES ('delete', old.id, old.reference, old.title, old.body, old.scope);
        INSERT INTO kernel_search(rowid, reference, title, body, scope)
        VALUES (new.id, new.reference, new.title, new.body, new.scope); END""",
]
POSTGRESQL = [
    """ALTER TABLE kernel_searchdocument ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', reference), 'A') || setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('simple', body), 'B') || setweight(to_tsvector('simple', scope), 'D')) STORED""",
    "CREATE INDEX kernel_search_words ON kernel_searchdocument USING gin (words)",
]


def build(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "removed", "changed"):
            schema_editor.execute(f"DROP TRIGGER kernel_search_{name}")
        schema_editor.execute("DROP TABLE kernel_search")
    else:
        schema_editor.execute("ALTER TABLE kernel_searchdocument DROP COLUMN words")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [Construction(build, drop)]
