"""Triggers that stop accidents: entries are never deleted, and changed only by sealing and by a recorded erasure.

They do not stop somebody who controls the database; the signed heads, kept elsewhere, do.
"""

from collections.abc import Iterator

FIXED = (
    "id",
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
    "fields_digest",
    "whole",
    "tag",
)
ERASABLE = ("reason", "state", "secret", "salts", "commitments")
KEPT = ("ledger_checkpoint", "ledger_installationleaf", "ledger_erasure")
TABLES = ("ledger_entry", *KEPT)
REFUSAL = "The ledger is append-only."
RECORDED = (
    "EXISTS (SELECT 1 FROM ledger_erasure e WHERE e.organization_id = old.organization_id"
    " AND e.register = old.register AND e.record_id = old.record_id AND e.up_to_entry >= old.id)"
)


def guard(vendor: str) -> list[str]:
    """SQL that sets the triggers."""
    return list(_postgresql() if vendor == "postgresql" else _sqlite())


def lift(vendor: str) -> list[str]:
    """SQL that takes them away again: for tests and for moving a whole installation, never in operation."""
    return list(_postgresql_lifted() if vendor == "postgresql" else _sqlite_lifted())


def _refused(different: str) -> str:
    """When a change of an entry is refused; `different` is how the database compares with nothing in mind."""
    changed = " OR ".join(f"old.{name} {different} new.{name}" for name in FIXED)
    erased = " OR ".join(f"old.{name} {different} new.{name}" for name in ERASABLE)
    placed = f"(old.leaf_index IS NOT NULL AND old.leaf_index {different} new.leaf_index)"
    return f"{changed} OR {placed} OR (({erased}) AND NOT {RECORDED})"


def _sqlite() -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    yield f"CREATE TRIGGER ledger_entry_fixed BEFORE UPDATE ON ledger_entry WHEN {_refused('IS NOT')} {refuse}"
    for table in KEPT:
        yield f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {refuse}"
    for table in TABLES:
        yield f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} {refuse}"


def _sqlite_lifted() -> Iterator[str]:
    for table in TABLES:
        yield f"DROP TRIGGER IF EXISTS {table}_fixed"
        yield f"DROP TRIGGER IF EXISTS {table}_kept"


def _postgresql() -> Iterator[str]:
    yield _function("ledger_refuse", f"RAISE EXCEPTION '{REFUSAL}';")
    refused = _refused("IS DISTINCT FROM")
    yield _function("ledger_entry_guard", f"IF {refused} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN new;")
    entry = "FOR EACH ROW EXECUTE FUNCTION ledger_entry_guard()"
    refuse = "EXECUTE FUNCTION ledger_refuse()"
    yield f"CREATE TRIGGER ledger_entry_fixed BEFORE UPDATE ON ledger_entry {entry}"
    for table in KEPT:
        yield f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} FOR EACH ROW {refuse}"
    for table in TABLES:
        yield f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW {refuse}"
        yield f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} {refuse}"


def _postgresql_lifted() -> Iterator[str]:
    for table in TABLES:
        for name in ("fixed", "kept", "whole"):
            yield f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
