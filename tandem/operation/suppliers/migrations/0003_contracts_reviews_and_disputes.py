"""Contracts with their targets, reviews with their answers, and disputes."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_what_members_work_as"),
        ("accounts", "__first__"),
        ("agreements", "0001_agreements"),
        ("customers", "0001_customers"),
        ("services", "0001_initial"),
        ("suppliers", "0002_fewer_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="supplier",
            name="contract_months",
            field=models.PositiveSmallIntegerField(default=12, verbose_name="review contracts every … months"),
        ),
        migrations.AddField(
            model_name="supplier",
            name="customer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.customer",
                verbose_name="customer who acts as supplier",
            ),
        ),
        migrations.AddField(
            model_name="supplier",
            name="last_contract_review",
            field=models.DateField(blank=True, null=True, verbose_name="contracts last reviewed"),
        ),
        migrations.AddField(
            model_name="supplier",
            name="last_security_review",
            field=models.DateField(blank=True, null=True, verbose_name="security last reviewed"),
        ),
        migrations.AddField(
            model_name="supplier",
            name="next_contract_review",
            field=models.DateField(blank=True, null=True, verbose_name="next review of contracts"),
        ),
        migrations.AddField(
            model_name="supplier",
            name="next_security_review",
            field=models.DateField(blank=True, null=True, verbose_name="next review of security"),
        ),
        migrations.AddField(
            model_name="supplier",
            name="security_months",
            field=models.PositiveSmallIntegerField(default=12, verbose_name="review security every … months"),
        ),
        migrations.AlterField(
            model_name="supplier",
            name="ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="ends on"),
        ),
        migrations.AlterField(
            model_name="supplier",
            name="last_review",
            field=models.DateField(blank=True, null=True, verbose_name="performance last reviewed"),
        ),
        migrations.AlterField(
            model_name="supplier",
            name="next_review",
            field=models.DateField(blank=True, null=True, verbose_name="next review of performance"),
        ),
        migrations.AlterField(
            model_name="supplier",
            name="review_months",
            field=models.PositiveSmallIntegerField(default=12, verbose_name="review performance every … months"),
        ),
        migrations.AddIndex(
            model_name="supplier",
            index=models.Index(
                fields=["organization", "next_security_review", "id"], name="suppliers_s_organiz_287ff1_idx"
            ),
        ),
        migrations.CreateModel(
            name="SupplierContract",
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
                ("number", models.CharField(blank=True, max_length=100, verbose_name="number of the contract")),
                ("services", models.JSONField(blank=True, default=list, verbose_name="services it supports")),
                ("scope", models.TextField(blank=True, max_length=10000, verbose_name="scope and requirements")),
                ("authorities", models.TextField(blank=True, max_length=10000, verbose_name="who may decide what")),
                (
                    "obligations",
                    models.TextField(
                        blank=True, max_length=10000, verbose_name="obligations, activities and interfaces"
                    ),
                ),
                ("security", models.TextField(blank=True, max_length=10000, verbose_name="agreed security controls")),
                ("exit", models.TextField(blank=True, max_length=10000, verbose_name="what happens at the end")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                ("begins_on", models.DateField(blank=True, null=True, verbose_name="in force since")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="expires on")),
                ("notice_days", models.PositiveSmallIntegerField(default=90, verbose_name="days of notice")),
                (
                    "decide_by",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="prolong or give notice by"),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="value",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Write the currency with three letters, such as EUR."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                (
                    "per",
                    models.CharField(
                        choices=[("month", "A month"), ("year", "A year"), ("once", "Once")],
                        default="year",
                        max_length=6,
                        verbose_name="value for",
                    ),
                ),
                (
                    "is_outlasted",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="ends before a service it supports"
                    ),
                ),
                (
                    "remarks",
                    models.TextField(
                        blank=True, editable=False, max_length=10000, verbose_name="what to know about it"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-force", "In force"),
                            ("expired", "Expired"),
                            ("ended", "Ended"),
                        ],
                        default="draft",
                        max_length=10,
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
                    "supplier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="suppliers.supplier",
                        verbose_name="supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="suppliers_s_organiz_6545ab_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="suppliers_s_organiz_691308_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="suppliers_s_organiz_56de9b_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="suppliers_s_organiz_5e4ae0_idx"),
                    models.Index(fields=["organization", "title", "id"], name="suppliers_s_organiz_2aa5f0_idx"),
                    models.Index(fields=["organization", "supplier", "id"], name="suppliers_s_organiz_16cb77_idx"),
                    models.Index(fields=["organization", "state", "id"], name="suppliers_s_organiz_a23b36_idx"),
                    models.Index(fields=["organization", "begins_on", "id"], name="suppliers_s_organiz_e551aa_idx"),
                    models.Index(fields=["organization", "expires_on", "id"], name="suppliers_s_organiz_761862_idx"),
                    models.Index(fields=["organization", "decide_by", "id"], name="suppliers_s_organiz_e95abd_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="suppliers_suppliercontract_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplierReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("performance", "Performance"),
                            ("security", "Security assurance"),
                            ("contract", "Contract"),
                        ],
                        default="performance",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("planned_on", models.DateField(verbose_name="planned for")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                ("present", models.CharField(blank=True, max_length=500, verbose_name="who took part")),
                ("performance", models.TextField(blank=True, max_length=10000, verbose_name="what was seen")),
                (
                    "targets_kept",
                    models.CharField(
                        blank=True,
                        choices=[("all", "All"), ("most", "Most"), ("few", "Few or none"), ("none", "There are none")],
                        max_length=6,
                        verbose_name="targets it kept",
                    ),
                ),
                ("evidence", models.TextField(blank=True, max_length=5000, verbose_name="what it rests on")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "As agreed"),
                            ("improve", "To be improved"),
                            ("unacceptable", "Not acceptable"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("agreed", models.TextField(blank=True, max_length=10000, verbose_name="what follows")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="suppliers.suppliercontract",
                        verbose_name="contract",
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
                    "supplier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="suppliers.supplier",
                        verbose_name="supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="suppliers_s_organiz_1f4b28_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="suppliers_s_organiz_867d5b_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="suppliers_s_organiz_4bf074_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="suppliers_s_organiz_8b8f47_idx"),
                    models.Index(fields=["organization", "title", "id"], name="suppliers_s_organiz_279f04_idx"),
                    models.Index(fields=["organization", "supplier", "id"], name="suppliers_s_organiz_33a4ed_idx"),
                    models.Index(fields=["organization", "kind", "id"], name="suppliers_s_organiz_908a30_idx"),
                    models.Index(fields=["organization", "state", "id"], name="suppliers_s_organiz_c1c4e4_idx"),
                    models.Index(fields=["organization", "planned_on", "id"], name="suppliers_s_organiz_93c5ed_idx"),
                    models.Index(fields=["organization", "held_on", "id"], name="suppliers_s_organiz_a144d1_idx"),
                    models.Index(fields=["organization", "outcome", "id"], name="suppliers_s_organiz_19026b_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="suppliers_supplierreview_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplierAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("assurance", "Certificates and reports"),
                            ("access", "Access"),
                            ("people", "People"),
                            ("subcontractors", "Those it relies on"),
                            ("components", "Parts and software"),
                            ("place", "Where information lies"),
                            ("incidents", "Incidents"),
                            ("weaknesses", "Weaknesses"),
                            ("continuity", "Copies and continuity"),
                            ("end", "End of the contract"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=15,
                        verbose_name="topic",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="question")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes, shown"),
                            ("partly", "In part"),
                            ("no", "No"),
                            ("not-concerned", "Does not concern it"),
                        ],
                        max_length=15,
                        verbose_name="answer",
                    ),
                ),
                (
                    "evidence",
                    models.TextField(blank=True, max_length=5000, verbose_name="what shows it, or what is missing"),
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
                    "review",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="suppliers.supplierreview",
                        verbose_name="review",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="suppliers_s_organiz_d112a4_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="suppliers_s_organiz_48597b_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="suppliers_s_organiz_c21f6e_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="suppliers_s_organiz_918514_idx"),
                    models.Index(fields=["organization", "title", "id"], name="suppliers_s_organiz_534f79_idx"),
                    models.Index(fields=["organization", "review", "id"], name="suppliers_s_organiz_b1e422_idx"),
                    models.Index(fields=["organization", "topic", "id"], name="suppliers_s_organiz_d5bc25_idx"),
                    models.Index(fields=["organization", "answer", "id"], name="suppliers_s_organiz_4092f4_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="suppliers_supplieranswer_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplierDispute",
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
                ("description", models.TextField(blank=True, max_length=10000, verbose_name="what it is about")),
                (
                    "raised_by",
                    models.CharField(
                        choices=[("us", "Us"), ("supplier", "The supplier")],
                        default="us",
                        max_length=8,
                        verbose_name="raised by",
                    ),
                ),
                ("raised_on", models.DateField(verbose_name="raised on")),
                ("due", models.DateField(verbose_name="to be settled by")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=15, null=True, verbose_name="amount in dispute"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Write the currency with three letters, such as EUR."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                ("escalated_to", models.CharField(blank=True, max_length=300, verbose_name="escalated to")),
                ("escalated_on", models.DateField(blank=True, null=True, verbose_name="escalated on")),
                ("outcome", models.TextField(blank=True, max_length=10000, verbose_name="how it ended")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="settled on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("escalated", "Escalated"),
                            ("settled", "Settled"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="suppliers.suppliercontract",
                        verbose_name="contract",
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
                    "supplier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="suppliers.supplier",
                        verbose_name="supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="suppliers_s_organiz_d9507a_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="suppliers_s_organiz_a34667_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="suppliers_s_organiz_0dbe29_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="suppliers_s_organiz_9a9019_idx"),
                    models.Index(fields=["organization", "title", "id"], name="suppliers_s_organiz_bfe4e3_idx"),
                    models.Index(fields=["organization", "supplier", "id"], name="suppliers_s_organiz_864d87_idx"),
                    models.Index(fields=["organization", "state", "id"], name="suppliers_s_organiz_cdf477_idx"),
                    models.Index(fields=["organization", "raised_on", "id"], name="suppliers_s_organiz_ff3d23_idx"),
                    models.Index(fields=["organization", "due", "id"], name="suppliers_s_organiz_e252f5_idx"),
                    models.Index(fields=["organization", "settled_on", "id"], name="suppliers_s_organiz_d354ef_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="suppliers_supplierdispute_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplierTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("response", "Response"),
                            ("resolution", "Resolution"),
                            ("fulfilment", "Fulfilment of requests"),
                            ("availability", "Availability"),
                            ("other", "Another measure, in words"),
                        ],
                        default="resolution",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "Every priority"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5")],
                        default=0,
                        verbose_name="priority",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="within … minutes of its hours"),
                ),
                (
                    "share",
                    models.DecimalField(
                        decimal_places=3,
                        default=Decimal(100),
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="in at least … percent",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=5000, verbose_name="in words")),
                (
                    "alignment",
                    models.CharField(
                        choices=[
                            ("holds", "Holds up what customers were promised"),
                            ("weaker", "Weaker than what customers were promised"),
                            ("alone", "No promise to customers stands on it"),
                        ],
                        default="alone",
                        editable=False,
                        max_length=8,
                        verbose_name="against promises to customers",
                    ),
                ),
                (
                    "finding",
                    models.TextField(blank=True, editable=False, max_length=5000, verbose_name="what was found"),
                ),
                ("accepted_because", models.TextField(blank=True, max_length=5000, verbose_name="why it is accepted")),
                ("accepted_until", models.DateField(blank=True, null=True, verbose_name="accepted until")),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="accepted on")),
                (
                    "state",
                    models.CharField(
                        choices=[("promised", "Promised"), ("accepted", "Weaker, accepted")],
                        default="promised",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="accepted by",
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.calendar",
                        verbose_name="hours of the supplier",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="suppliers.suppliercontract",
                        verbose_name="contract",
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
                    "service",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplier_targets",
                        to="services.service",
                        verbose_name="service it holds up",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="suppliers_s_organiz_466ec3_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="suppliers_s_organiz_c599ae_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="suppliers_s_organiz_39632b_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="suppliers_s_organiz_c377f4_idx"),
                    models.Index(fields=["organization", "title", "id"], name="suppliers_s_organiz_2e997c_idx"),
                    models.Index(fields=["organization", "contract", "id"], name="suppliers_s_organiz_972c50_idx"),
                    models.Index(fields=["organization", "service", "id"], name="suppliers_s_organiz_668cee_idx"),
                    models.Index(fields=["organization", "kind", "id"], name="suppliers_s_organiz_d4c965_idx"),
                    models.Index(fields=["organization", "priority", "id"], name="suppliers_s_organiz_1a8ddf_idx"),
                    models.Index(fields=["organization", "alignment", "id"], name="suppliers_s_organiz_12a86d_idx"),
                    models.Index(fields=["organization", "state", "id"], name="suppliers_s_organiz_f035b9_idx"),
                    models.Index(
                        fields=["organization", "accepted_until", "id"], name="suppliers_s_organiz_0bd961_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="suppliers_suppliertarget_reference"
                    )
                ],
            },
        ),
    ]
