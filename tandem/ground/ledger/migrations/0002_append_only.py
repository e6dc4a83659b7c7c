"""Set the triggers that keep the ledger append-only."""

from django.db import migrations

from tandem.ground.ledger import guards
from tandem.tables import Construction


def guard(apps, schema_editor):
    for statement in guards.guard(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    for statement in guards.lift(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [Construction(guard, lift)]
