import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="InterestedParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, max_length=10000, verbose_name="description")),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="look again every … months"),
                ),
                ("last_review", models.DateField(blank=True, null=True, verbose_name="last looked at")),
                ("next_review", models.DateField(blank=True, null=True, verbose_name="look again on")),
                (
                    "state",
                    models.CharField(
                        choices=[("current", "Current"), ("past", "Past")],
                        default="current",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("customer", "Customers"),
                            ("users", "Users"),
                            ("owners", "Owners"),
                            ("staff", "Staff"),
                            ("supplier", "Suppliers"),
                            ("authority", "Authorities"),
                            ("insurer", "Insurers"),
                            ("public", "Public"),
                            ("other", "Others"),
                        ],
                        default="customer",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=300, verbose_name="how we talk")),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="context_int_organiz_89d593_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="context_int_organiz_a69d1d_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="context_int_organiz_e0ace8_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="context_int_organiz_06f108_idx"),
                    models.Index(fields=["organization", "title", "id"], name="context_int_organiz_7bb83e_idx"),
                    models.Index(fields=["organization", "kind", "id"], name="context_int_organiz_3c742b_idx"),
                    models.Index(fields=["organization", "state", "id"], name="context_int_organiz_8f92a5_idx"),
                    models.Index(fields=["organization", "next_review", "id"], name="context_int_organiz_098595_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="context_interestedparty_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, max_length=10000, verbose_name="description")),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="look again every … months"),
                ),
                ("last_review", models.DateField(blank=True, null=True, verbose_name="last looked at")),
                ("next_review", models.DateField(blank=True, null=True, verbose_name="look again on")),
                (
                    "state",
                    models.CharField(
                        choices=[("current", "Current"), ("past", "Past")],
                        default="current",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("law", "Law or rule"),
                            ("contract", "Contract"),
                            ("need", "Need or expectation"),
                            ("standard", "Standard"),
                            ("own", "Own commitment"),
                        ],
                        default="contract",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="where it stands")),
                ("met_by", models.TextField(blank=True, max_length=5000, verbose_name="where we meet it")),
                (
                    "is_answered",
                    models.BooleanField(blank=True, null=True, verbose_name="answered by the management system"),
                ),
                ("concerns_services", models.BooleanField(default=True, verbose_name="concerns services")),
                ("concerns_security", models.BooleanField(default=True, verbose_name="concerns information security")),
                (
                    "notify_hours",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="notify within … hours"),
                ),
                ("notify_whom", models.CharField(blank=True, max_length=200, verbose_name="whom to notify")),
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
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligations",
                        to="context.interestedparty",
                        verbose_name="interested party",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="context_obl_organiz_f49c84_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="context_obl_organiz_92d477_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="context_obl_organiz_15cc4f_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="context_obl_organiz_37f430_idx"),
                    models.Index(fields=["organization", "title", "id"], name="context_obl_organiz_f2cbec_idx"),
                    models.Index(fields=["organization", "kind", "id"], name="context_obl_organiz_a635df_idx"),
                    models.Index(fields=["organization", "state", "id"], name="context_obl_organiz_735c45_idx"),
                    models.Index(fields=["organization", "next_review", "id"], name="context_obl_organiz_306e4b_idx"),
                    models.Index(fields=["organization", "party", "id"], name="context_obl_organiz_148adc_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="context_obligation_reference")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContextIssue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, max_length=10000, verbose_name="description")),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="look again every … months"),
                ),
                ("last_review", models.DateField(blank=True, null=True, verbose_name="last looked at")),
                ("next_review", models.DateField(blank=True, null=True, verbose_name="look again on")),
                (
                    "state",
                    models.CharField(
                        choices=[("current", "Current"), ("past", "Past")],
                        default="current",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("external", "Outside"), ("internal", "Inside")],
                        default="external",
                        max_length=10,
                        verbose_name="where",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("hinders", "Hinders"), ("helps", "Helps"), ("both", "Both")],
                        default="hinders",
                        max_length=10,
                        verbose_name="effect",
                    ),
                ),
                ("concerns_services", models.BooleanField(default=True, verbose_name="concerns services")),
                ("concerns_security", models.BooleanField(default=True, verbose_name="concerns information security")),
                ("is_climate", models.BooleanField(default=False, verbose_name="concerns climate change")),
                (
                    "is_relevant",
                    models.BooleanField(blank=True, null=True, verbose_name="matters to the management system"),
                ),
                ("conclusion", models.TextField(blank=True, max_length=5000, verbose_name="what follows from it")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="context_con_organiz_16f762_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="context_con_organiz_2c07bc_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="context_con_organiz_5ced0a_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="context_con_organiz_8babbd_idx"),
                    models.Index(fields=["organization", "title", "id"], name="context_con_organiz_3521de_idx"),
                    models.Index(fields=["organization", "kind", "id"], name="context_con_organiz_6435ac_idx"),
                    models.Index(fields=["organization", "state", "id"], name="context_con_organiz_d3ae1a_idx"),
                    models.Index(fields=["organization", "next_review", "id"], name="context_con_organiz_c6b800_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="context_contextissue_reference")
                ],
            },
        ),
    ]
