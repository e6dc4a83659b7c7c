import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_notices_and_language"),
        ("customers", "0002_surveys_and_levels"),
        ("status", "0001_status"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StatusSubscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "way",
                    models.CharField(
                        choices=[("mail", "By mail"), ("feed", "By a feed of their own")],
                        default="mail",
                        max_length=5,
                        verbose_name="how",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Active"), ("ended", "Ended")],
                        default="active",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                        verbose_name="of the customer",
                    ),
                ),
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
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="status_stat_organiz_fbbdc9_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="status_stat_organiz_a73276_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="status_stat_organiz_10448b_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="status_stat_organiz_8e1d1c_idx"),
                    models.Index(fields=["organization", "title", "id"], name="status_stat_organiz_a76a15_idx"),
                    models.Index(fields=["organization", "state", "id"], name="status_stat_organiz_d40190_idx"),
                    models.Index(fields=["organization", "customer", "id"], name="status_stat_organiz_181efc_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="status_statussubscription_reference"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("customer", None), ("state", "active")),
                        fields=("organization", "title", "way"),
                        name="one_active_subscription_of_an_address",
                        violation_error_message="This address has subscribed already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active"), models.Q(("customer", None), _negated=True)),
                        fields=("organization", "title", "way", "customer"),
                        name="one_active_subscription_at_a_customer",
                        violation_error_message="This address has subscribed already.",
                    ),
                ],
            },
        ),
    ]
