"""`migrate`, which makes all tables of an empty database at once."""

from typing import Any

from django.core.management.commands import migrate
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections

from tandem import tables
from tandem.ground.kernel import waiting_index
from tandem.replaying import Executor

PARTIAL = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")

migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]  # Django's command offers no other way


class Command(migrate.Command):
    """Django's command; where there is no table yet it has nothing left to replay."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Make the tables at once where there are none, migrate as Django does, index anew what waits where needed."""
        connection = connections[options["database"]]
        connection.prepare_database()
        is_whole = not any(options[option] for option in PARTIAL)
        if is_whole and tables.is_empty(connection):
            tables.create_all(connection)
            emit_post_migrate_signal(options["verbosity"], options["interactive"], connection.alias)
        else:
            super().handle(*arguments, **options)
        if is_whole and connection.alias == DEFAULT_DB_ALIAS:
            waiting_index.bring_up_to_date()
