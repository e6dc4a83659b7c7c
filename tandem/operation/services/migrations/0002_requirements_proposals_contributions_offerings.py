"""Requirements, proposals, contributions and offerings as records."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_what_members_work_as"),
        ("context", "0003_fewer_indexes"),
        ("customers", "0001_customers"),
        ("inventory", "0002_fewer_indexes"),
        ("leadership", "0001_initial"),
        ("services", "0001_initial"),
        ("suppliers", "0005_texts_gone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contribution",
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
                    "subject",
                    models.CharField(
                        choices=[
                            ("service", "Service"),
                            ("component", "Component of services"),
                            ("process", "Process"),
                        ],
                        default="service",
                        max_length=10,
                        verbose_name="contributes to",
                    ),
                ),
                ("does", models.TextField(blank=True, max_length=10000, verbose_name="what it does")),
                (
                    "extent",
                    models.CharField(
                        choices=[("whole", "All of it"), ("part", "A part of it")],
                        default="part",
                        max_length=5,
                        verbose_name="how much",
                    ),
                ),
                (
                    "controlled_by",
                    models.TextField(blank=True, max_length=5000, verbose_name="how we keep control of it"),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("current", "Contributes"), ("ended", "Ended")],
                        default="planned",
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="inventory.item",
                        verbose_name="component",
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
                    "process",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="leadership.process",
                        verbose_name="process",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="services.service",
                        verbose_name="service",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="suppliers.supplier",
                        verbose_name="other party; empty for ourselves",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="services_co_organiz_7a40ea_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="services_co_organiz_8074a0_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="services_co_organiz_a3130d_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="services_co_organiz_308890_idx"),
                    models.Index(fields=["organization", "title", "id"], name="services_co_organiz_9eb536_idx"),
                    models.Index(fields=["organization", "supplier", "id"], name="services_co_organiz_ea1b1a_idx"),
                    models.Index(fields=["organization", "subject", "id"], name="services_co_organiz_ce9bfd_idx"),
                    models.Index(fields=["organization", "service", "id"], name="services_co_organiz_1a5ac1_idx"),
                    models.Index(fields=["organization", "item", "id"], name="services_co_organiz_5d65fc_idx"),
                    models.Index(fields=["organization", "process", "id"], name="services_co_organiz_b285ca_idx"),
                    models.Index(fields=["organization", "state", "id"], name="services_co_organiz_d76086_idx"),
                    models.Index(fields=["organization", "since", "id"], name="services_co_organiz_56a689_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="services_contribution_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceOffering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=200, verbose_name="name")),
                ("description", models.TextField(blank=True, max_length=10000, verbose_name="what customers get")),
                ("terms", models.TextField(blank=True, max_length=5000, verbose_name="terms: hours, levels, price")),
                ("how_to_ask", models.CharField(blank=True, max_length=300, verbose_name="how to ask for it")),
                (
                    "technical",
                    models.TextField(blank=True, max_length=10000, verbose_name="how it is made, for ourselves"),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="withdrawn on")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
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
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_offerings",
                        to="customers.customer",
                        verbose_name="for this customer; empty for all",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_offerings",
                        to="services.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="services_se_organiz_d63331_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="services_se_organiz_c54332_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="services_se_organiz_e17caf_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="services_se_organiz_66852e_idx"),
                    models.Index(fields=["organization", "title", "id"], name="services_se_organiz_fa3ea6_idx"),
                    models.Index(fields=["organization", "service", "id"], name="services_se_organiz_fd6059_idx"),
                    models.Index(fields=["organization", "customer", "id"], name="services_se_organiz_40256f_idx"),
                    models.Index(fields=["organization", "state", "id"], name="services_se_organiz_ee3c2e_idx"),
                    models.Index(fields=["organization", "published_on", "id"], name="services_se_organiz_19a0e4_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="services_serviceoffering_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceProposal",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "New service"),
                            ("changed", "Changed service"),
                            ("merged", "Services become one"),
                            ("removed", "Service removed"),
                        ],
                        default="new",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "description",
                    models.TextField(blank=True, max_length=20000, verbose_name="what is proposed, and why"),
                ),
                ("proposed_by", models.CharField(blank=True, max_length=200, verbose_name="proposed by")),
                ("proposed_on", models.DateField(verbose_name="proposed on")),
                ("due", models.DateField(blank=True, null=True, verbose_name="to be decided by")),
                (
                    "resources",
                    models.TextField(
                        blank=True, max_length=10000, verbose_name="people, technology and money it takes"
                    ),
                ),
                (
                    "opportunities",
                    models.TextField(
                        blank=True, max_length=10000, verbose_name="opportunities and objectives it serves"
                    ),
                ),
                ("risks", models.TextField(blank=True, max_length=10000, verbose_name="risks")),
                (
                    "benefit",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="benefit, 1 to 5",
                    ),
                ),
                (
                    "urgency",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="urgency, 1 to 5",
                    ),
                ),
                (
                    "effort",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="effort, 1 to 5",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="rank")),
                (
                    "alike",
                    models.JSONField(
                        blank=True, default=list, editable=False, verbose_name="services that may do the same"
                    ),
                ),
                (
                    "doubles",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="how it stands to services that do the same"
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("weighed", "Weighed"),
                            ("accepted", "Accepted"),
                            ("deferred", "Put off"),
                            ("declined", "Declined"),
                        ],
                        default="proposed",
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
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
                        related_name="proposals",
                        to="services.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="services_se_organiz_e18eef_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="services_se_organiz_18e7de_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="services_se_organiz_b3b516_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="services_se_organiz_182ea1_idx"),
                    models.Index(fields=["organization", "title", "id"], name="services_se_organiz_bd85ad_idx"),
                    models.Index(fields=["organization", "service", "id"], name="services_se_organiz_22c2a9_idx"),
                    models.Index(fields=["organization", "kind", "id"], name="services_se_organiz_4804f4_idx"),
                    models.Index(fields=["organization", "state", "id"], name="services_se_organiz_962e92_idx"),
                    models.Index(fields=["organization", "proposed_on", "id"], name="services_se_organiz_51c290_idx"),
                    models.Index(fields=["organization", "due", "id"], name="services_se_organiz_65c5a4_idx"),
                    models.Index(fields=["organization", "rank", "id"], name="services_se_organiz_0146c3_idx"),
                    models.Index(fields=["organization", "decided_on", "id"], name="services_se_organiz_c1c86c_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="services_serviceproposal_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceRequirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=200, verbose_name="what is required")),
                ("description", models.TextField(blank=True, max_length=20000, verbose_name="in full")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("customer", "Customer"),
                            ("users", "Users"),
                            ("law", "Law or contract"),
                            ("organization", "The organization itself"),
                            ("other", "Another interested party"),
                        ],
                        max_length=12,
                        verbose_name="comes from",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[("must", "Must"), ("should", "Should"), ("could", "Could")],
                        max_length=6,
                        verbose_name="priority",
                    ),
                ),
                (
                    "criticality",
                    models.CharField(
                        blank=True,
                        choices=[("low", "Low"), ("medium", "Medium"), ("high", "High"), ("critical", "Critical")],
                        max_length=10,
                        verbose_name="criticality",
                    ),
                ),
                (
                    "criticality_reason",
                    models.TextField(blank=True, max_length=5000, verbose_name="why it is so critical"),
                ),
                ("agreed_with", models.CharField(blank=True, max_length=300, verbose_name="agreed with")),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Not agreed yet"),
                            ("agreed", "Agreed"),
                            ("declined", "Declined"),
                            ("dropped", "No longer required"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="agreed by",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="context.obligation",
                        verbose_name="obligation",
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirement_records",
                        to="services.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="services_se_organiz_1960e5_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="services_se_organiz_e5666c_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="services_se_organiz_ca0b0a_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="services_se_organiz_0fc230_idx"),
                    models.Index(fields=["organization", "title", "id"], name="services_se_organiz_8f9fb0_idx"),
                    models.Index(fields=["organization", "service", "id"], name="services_se_organiz_b6eca7_idx"),
                    models.Index(fields=["organization", "source", "id"], name="services_se_organiz_666e7d_idx"),
                    models.Index(fields=["organization", "priority", "id"], name="services_se_organiz_3fb392_idx"),
                    models.Index(fields=["organization", "criticality", "id"], name="services_se_organiz_ddaf83_idx"),
                    models.Index(fields=["organization", "state", "id"], name="services_se_organiz_9addae_idx"),
                    models.Index(fields=["organization", "agreed_on", "id"], name="services_se_organiz_bf3123_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="services_servicerequirement_reference"
                    )
                ],
            },
        ),
    ]
