from django.db import migrations, models

from tandem.ground.kernel.migrating import each_of
from tandem.ground.ledger import canonical, keys

PURPOSE = b"tandem conformity of a day\n"


def sign(apps, schema_editor):
    """What was kept before is signed as it stands."""
    model = apps.get_model("conformity", "Snapshot")
    for row in each_of(model):
        said = {
            "day": row.day.isoformat(),
            "organization": row.organization_id,
            "results": row.results,
            "standard": row.standard,
        }
        signature = keys.signing_key().sign(PURPOSE + canonical.encode(said))
        model._base_manager.filter(pk=row.pk).update(signature=signature)


class Migration(migrations.Migration):
    dependencies = [("conformity", "0003_planned_intervals"), ("ledger", "0002_append_only")]

    operations = [
        migrations.AddField("snapshot", "signature", models.BinaryField(default=b"")),
        migrations.RunPython(sign, migrations.RunPython.noop),
    ]
