"""Tell the ledger of every approval that an import brought, so that the marks are held against it."""

from django.db import migrations

from tandem.ground.kernel.migrating import enter_rows

REASON = "Kept by a release that did not tell the ledger"


def enter_marks(apps, schema_editor):
    """Marks of which the ledger knows too little yet."""
    enter_rows(apps.get_model("kernel", "Brought"), "brought", lambda mark: mark.reference, REASON)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0012_hours_of_actions")]

    operations = [migrations.RunPython(enter_marks, migrations.RunPython.noop)]
