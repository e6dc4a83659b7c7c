"""Tell the ledger of the aspects that an earlier release of 0002 filled in without an entry."""

from django.db import migrations

from tandem.ground.kernel.migrating import enter_records
from tandem.ground.ledger import reading

REASON = "Design, operation and effect were filled in by an earlier release"


def enter_aspects(apps, schema_editor):
    """Controls whose newest entry does not know how they operate yet."""
    entries = apps.get_model("ledger", "Entry")._base_manager.filter(register="controls")

    def lacks(control):
        mine = entries.filter(organization_id=control.organization_id, record_id=control.pk)
        newest = mine.order_by("-pk").values_list("state", flat=True).first()
        is_filled = (control.operation, control.design, control.effect) != ("no-test", "no-test", "unknown")
        return is_filled and newest is not None and "operation" not in reading.as_written(newest)

    enter_records(apps.get_model("controls", "Control"), "controls", lacks, REASON)


class Migration(migrations.Migration):
    dependencies = [
        ("controls", "0003_fewer_indexes"),
        ("ledger", "0002_append_only"),
    ]

    operations = [
        migrations.RunPython(enter_aspects, migrations.RunPython.noop),
    ]
