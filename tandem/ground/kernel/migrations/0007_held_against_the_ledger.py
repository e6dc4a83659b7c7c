"""Keep what comes of holding tables against the ledger, and tell the ledger of saved views and reminders."""

import django.db.models.deletion
from django.db import migrations, models

from tandem.ground.kernel.migrating import enter_rows

REASON = "Kept by a release that did not tell the ledger"


def enter_views_and_reminders(apps, schema_editor):
    """Rows of which the ledger knows nothing yet."""
    views, reminders = apps.get_model("kernel", "SavedView"), apps.get_model("kernel", "Reminder")
    enter_rows(views, "saved-views", lambda view: f"VIEW-{view.pk}", REASON)
    enter_rows(reminders, "reminders", lambda reminder: f"REMINDER-{reminder.pk}", REASON)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_append_only"),
        ("accounts", "0002_calendar_tokens"),
        ("kernel", "0006_brought_and_stream"),
    ]

    operations = [
        migrations.CreateModel(
            name="Comparison",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_whole", models.BooleanField(help_text="All of it, or only what was written lately.")),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("rows", models.PositiveIntegerField(default=0)),
                ("files", models.PositiveIntegerField(default=0)),
                ("findings", models.JSONField(default=list)),
                ("problem", models.TextField(blank=True, help_text="What does not hold in the ledger itself.")),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["organization", "is_whole", "-began_at"], name="kernel_comp_organiz_59cf3d_idx"
                    )
                ],
            },
        ),
        migrations.RunPython(enter_views_and_reminders, migrations.RunPython.noop),
    ]
