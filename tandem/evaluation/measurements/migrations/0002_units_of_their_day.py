"""Each value keeps the unit and the direction of the definition it was measured by."""

from django.db import migrations, models

BETTER = [("higher", "Higher"), ("lower", "Lower")]


class Migration(migrations.Migration):
    dependencies = [("measurements", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="measurement",
            name="unit_then",
            field=models.CharField(blank=True, editable=False, max_length=40, verbose_name="unit then"),
        ),
        migrations.AddField(
            model_name="measurement",
            name="better_then",
            field=models.CharField(blank=True, choices=BETTER, editable=False, max_length=6, verbose_name="better was"),
        ),
    ]
