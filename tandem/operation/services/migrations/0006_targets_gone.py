"""What became requirements no longer stands on the service."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("services", "0005_targets_of_agreements")]

    operations = [migrations.RemoveField(model_name="service", name="targets")]
