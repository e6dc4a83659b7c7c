"""What long work deleted is known to it, so that it can be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0010_folded_search")]

    operations = [
        migrations.AddField("arrivedrow", "is_gone", models.BooleanField(default=False, help_text="It was deleted.")),
    ]
