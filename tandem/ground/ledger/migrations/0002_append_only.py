"""Triggers that stop accidents: entries are never deleted, and changed only by sealing and by a recorded erasure.

They do not stop somebody who controls the database; the signed heads, kept elsewhere, do.
"""

from django.db import migrations

HEADER = [
    "organization_id",
    "register",
    "record_id",
    "reference",
    "version",
    "action",
    "actor_label",
    "actor_id",
    "through",
    "recorded_at",
    "occurred_at",
    "leaf",
]
ERASABLE = ["reason", "state", "secret", "salts"]
KEPT = ("ledger_checkpoint", "ledger_installationleaf", "ledger_erasure")
REFUSAL = "The ledger is append-only."


def sqlite_statements():
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in HEADER)
    erased = " OR ".join(f"old.{name} IS NOT new.{name}" for name in ERASABLE)
    recorded = (
        "EXISTS (SELECT 1 FROM ledger_erasure e WHERE e.organization_id = old.organization_id"
        " AND e.register = old.register AND e.record_id = old.record_id AND e.up_to_entry >= old.id)"
    )
    placed = "old.leaf_index IS NOT NULL AND old.leaf_index IS NOT new.leaf_index"
    yield (
        f"CREATE TRIGGER ledger_entry_fixed BEFORE UPDATE ON ledger_entry"
        f" WHEN {changed} OR {placed} OR (({erased}) AND NOT {recorded})"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    for table in ("ledger_entry", *KEPT):
        yield f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table in KEPT:
        yield f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


def postgresql_statements():
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in HEADER)
    erased = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in ERASABLE)
    yield f"""CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"""
    yield f"""CREATE FUNCTION ledger_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF {changed} OR (OLD.leaf_index IS NOT NULL AND OLD.leaf_index IS DISTINCT FROM NEW.leaf_index)
             OR (({erased}) AND NOT EXISTS (SELECT 1 FROM ledger_erasure e WHERE e.organization_id = OLD.organization_id
               AND e.register = OLD.register AND e.record_id = OLD.record_id AND e.up_to_entry >= OLD.id))
          THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
          RETURN NEW;
        END $$"""
    yield """CREATE TRIGGER ledger_entry_fixed BEFORE UPDATE ON ledger_entry
        FOR EACH ROW EXECUTE FUNCTION ledger_entry_guard()"""
    for table in ("ledger_entry", *KEPT):
        yield f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
    for table in KEPT:
        yield f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"


def guard(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in sqlite_statements() if on_sqlite else postgresql_statements():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(guard)]
