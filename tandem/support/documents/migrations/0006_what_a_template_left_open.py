"""Versions say what the template that they began from left to be decided."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_readers_of_a_unit_or_role")]

    operations = [
        migrations.AddField(
            "documentversion",
            "is_decided",
            models.BooleanField(
                default=False,
                help_text="Tick this once every time and amount that came with a template is what you mean to keep.",
                verbose_name="its times and amounts are decided",
            ),
        ),
        migrations.AddField(
            "documentversion",
            "undecided",
            models.TextField(blank=True, editable=False, verbose_name="still to be decided"),
        ),
    ]
