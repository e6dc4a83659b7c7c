"""`migrate`, which makes all tables of an empty database at once."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from tandem import tables

PARTIAL = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Django's command; where there is no table yet it has nothing left to replay."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Make the tables at once where there are none and everything was asked for; then migrate as Django does."""
        connection = connections[options["database"]]
        connection.prepare_database()
        if not any(options[option] for option in PARTIAL) and tables.is_empty(connection):
            tables.create_all(connection)
        super().handle(*arguments, **options)
