"""Both roads to an empty database lead to the same one: replaying every migration, and making the tables at once."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Replay
from django.db import IntegrityError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from tandem import tables

OF_POSTGRESQL = {
    "columns": """SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale,
        is_nullable, column_default, is_identity, identity_generation, generation_expression, collation_name
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'""",  # not null stands with the columns
    "triggers": "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "policies": "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies",
    "walls": """SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'""",
}
OF_BOTH = {
    "migrations": "SELECT app, name FROM django_migrations",
    "content types": "SELECT app_label, model FROM django_content_type",
}


def rows(database: BaseDatabaseWrapper, sql: str) -> list[tuple[Any, ...]]:
    with database.cursor() as cursor:
        cursor.execute(sql)
        return sorted(cursor.fetchall(), key=repr)


def parts(statement: str) -> list[str]:
    """What a CREATE statement holds, in no order: the columns of a table stand as their history left them."""
    head, _, body = statement.partition("(")
    depth, pieces = 0, [""]
    for character in re.sub(r"\s+", " ", body.rpartition(")")[0]):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += character
    return [head.strip(), *sorted(piece.strip() for piece in pieces)]


def kept_by_sqlite(database: BaseDatabaseWrapper) -> dict[str, Any]:
    made = rows(database, "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {f"{kind} {name}": (table, parts(sql) if kind == "table" else sql) for kind, name, table, sql in made}


def kept(database: BaseDatabaseWrapper) -> dict[str, Any]:
    both = {what: rows(database, sql) for what, sql in OF_BOTH.items()}
    if database.vendor == "sqlite":
        return both | kept_by_sqlite(database)
    return both | {what: rows(database, sql) for what, sql in OF_POSTGRESQL.items()}


@pytest.fixture
def roads(db: None, tmp_path: Path) -> Iterator[list[BaseDatabaseWrapper]]:
    """Two empty databases, named after the one of this process: others try the same beside it."""
    own = re.sub(r"\W", "", Path(str(connection.settings_dict["NAME"])).stem)
    names = (f"replayed_{own}", f"at_once_{own}")
    opened = [opened_empty(name, tmp_path) for name in names]
    yield opened
    for database in opened:
        database.close()
        del connections[database.alias]
        if database.vendor == "postgresql":
            with database._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {database.alias}")


def opened_empty(name: str, folder: Path) -> BaseDatabaseWrapper:
    database = connection.copy(name)
    connections[name] = database
    if database.vendor == "sqlite":
        database.settings_dict["NAME"] = str(folder / name)
        return database
    database.settings_dict["NAME"] = name
    with database._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    return database


@pytest.mark.slow
def test_making_tables_at_once_gives_what_replaying_the_migrations_gives(roads: list[BaseDatabaseWrapper]) -> None:
    replayed, at_once = roads
    call_command(Replay(), database=replayed.alias, verbosity=0)
    call_command("migrate", database=at_once.alias, verbosity=0)
    by_replaying, by_making = kept(replayed), kept(at_once)
    assert by_making.keys() == by_replaying.keys()
    for what, content in by_replaying.items():
        assert by_making[what] == content, what


def test_tables_are_made_at_once_only_where_there_are_none(roads: list[BaseDatabaseWrapper]) -> None:
    database = roads[1]
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody_else (id bigint)")
    assert not tables.is_empty(database)


def test_migrating_again_changes_nothing(roads: list[BaseDatabaseWrapper]) -> None:
    database = roads[1]
    call_command("migrate", database=database.alias, verbosity=0)
    before = kept(database)
    call_command("migrate", database=database.alias, verbosity=0)
    assert kept(database) == before


def test_the_database_still_insists_on_foreign_keys_afterwards(roads: list[BaseDatabaseWrapper]) -> None:
    database = roads[1]
    call_command("migrate", database=database.alias, verbosity=0)
    with pytest.raises(IntegrityError), transaction.atomic(using=database.alias), database.cursor() as cursor:
        cursor.execute("INSERT INTO auth_group_permissions (group_id, permission_id) VALUES (1, 1)")
