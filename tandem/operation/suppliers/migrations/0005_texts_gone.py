"""What became a contract, a target or a review no longer stands on the supplier."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0004_texts_become_records")]

    operations = [
        migrations.RemoveField(model_name="supplier", name=name)
        for name in ("authorities", "contract", "contract_scope", "controls", "performance", "targets")
    ]
