"""What became requirements and contributions no longer stands on the service."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("services", "0003_texts_become_records")]

    operations = [
        migrations.RemoveField(model_name="service", name="other_parties"),
        migrations.RemoveField(model_name="service", name="requirements"),
    ]
