"""The full-text index over folded texts: accents both ways, words inside unspaced scripts, names with signs."""

from django.db import migrations, models

from tandem.ground.kernel.folding import indexed
from tandem.tables import Construction

BATCH = 500
SQLITE = [
    "DROP TRIGGER IF EXISTS kernel_search_added",
    "DROP TRIGGER IF EXISTS kernel_search_removed",
    "DROP TRIGGER IF EXISTS kernel_search_changed",
    "DROP TABLE IF EXISTS kernel_search",
    """CREATE VIRTUAL TABLE kernel_search USING fts5(
        reference, heading, body, scope, content='kernel_searchdocument', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2", prefix='2 3')""",
    """CREATE TRIGGER kernel_search_added AFTER INSERT ON kernel_searchdocument BEGIN
        INSERT INTO kernel_search(rowid, reference, heading, body, scope)
        VALUES (new.id, new.reference, new.heading, new.body, new.scope); END""",
    """CREATE TRIGGER kernel_search_removed AFTER DELETE ON kernel_searchdocument BEGIN
        INSERT INTO kernel_search(kernel_search, rowid, reference, heading, body, scope)
        VALUES ('delete', old.id, old.reference, old.heading, old.body, old.scope); END""",
    """CREATE TRIGGER kernel_search_changed AFTER UPDATE ON kernel_searchdocument BEGIN
        INSERT INTO kernel_search(kernel_search, rowid, reference, heading, body, scope)
        VALUES ('delete', old.id, old.reference, old.heading, old.body, old.scope);
        INSERT INTO kernel_search(rowid, reference, heading, body, scope)
        VALUES (new.id, new.reference, new.heading, new.body, new.scope); END""",
    "INSERT INTO kernel_search(kernel_search) VALUES ('rebuild')",
]
POSTGRESQL = [
    "ALTER TABLE kernel_searchdocument DROP COLUMN IF EXISTS words",
    """ALTER TABLE kernel_searchdocument ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', reference), 'A') || setweight(to_tsvector('simple', heading), 'A')
        || setweight(to_tsvector('simple', body), 'B') || setweight(to_tsvector('simple', scope), 'D')) STORED""",
    "CREATE INDEX kernel_search_words ON kernel_searchdocument USING gin (words)",
]
WITHOUT = [
    "DROP TRIGGER IF EXISTS kernel_search_added",
    "DROP TRIGGER IF EXISTS kernel_search_removed",
    "DROP TRIGGER IF EXISTS kernel_search_changed",
]


def pause(apps, schema_editor):
    """The former index names no heading; it is built anew below."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in WITHOUT:
            schema_editor.execute(statement)


def fold(apps, schema_editor):
    """Fold what was indexed before."""
    documents = apps.get_model("kernel", "SearchDocument").objects
    last = 0
    while batch := list(documents.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for document in batch:
            document.heading, document.body = indexed(document.title), indexed(document.body)
        documents.bulk_update(batch, ["heading", "body"])
        last = batch[-1].pk


def build(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_arrivals")]
    operations = [
        migrations.RunPython(pause, migrations.RunPython.noop),
        migrations.AddField(
            model_name="searchdocument",
            name="heading",
            field=models.TextField(default="", help_text="The title as the index knows it."),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
        Construction(build, migrations.RunPython.noop),
    ]
