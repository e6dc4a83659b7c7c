import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tandem.direction.risks.methods.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("services", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RiskMethod",
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
                ("edition", models.CharField(default="1", max_length=20, verbose_name="version of the method")),
                (
                    "description",
                    models.TextField(blank=True, max_length=20000, verbose_name="how risks are identified and judged"),
                ),
                (
                    "likelihood_scale",
                    models.JSONField(
                        default=tandem.direction.risks.methods.models.five_steps,
                        verbose_name="likelihood, lowest first",
                    ),
                ),
                (
                    "impact_scale",
                    models.JSONField(
                        default=tandem.direction.risks.methods.models.five_steps, verbose_name="impact, lowest first"
                    ),
                ),
                (
                    "accept_up_to",
                    models.PositiveSmallIntegerField(
                        default=6,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="acceptable up to level",
                    ),
                ),
                (
                    "critical_from",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="critical from level",
                    ),
                ),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="assess again every … months"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("approved", "Approved"), ("superseded", "Superseded")],
                        default="draft",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="risks_riskm_organiz_ed70da_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="risks_riskm_organiz_034e05_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="risks_riskm_organiz_f9c966_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="risks_riskm_organiz_0acf93_idx"),
                    models.Index(fields=["organization", "title", "id"], name="risks_riskm_organiz_d32311_idx"),
                    models.Index(fields=["organization", "state", "id"], name="risks_riskm_organiz_3f43e2_idx"),
                    models.Index(fields=["organization", "approved_on", "id"], name="risks_riskm_organiz_8d9e25_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="risks_riskmethod_reference")
                ],
            },
        ),
        migrations.CreateModel(
            name="Risk",
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
                    "domain",
                    models.CharField(
                        choices=[
                            ("information-security", "Information security"),
                            ("service", "Service requirements"),
                            ("supplier", "Other parties"),
                            ("availability", "Service availability"),
                            ("continuity", "Service continuity"),
                            ("organization", "Organization"),
                        ],
                        default="information-security",
                        max_length=24,
                        verbose_name="domain",
                    ),
                ),
                ("description", models.TextField(blank=True, max_length=20000, verbose_name="what could happen")),
                ("threat", models.CharField(blank=True, max_length=300, verbose_name="threat or cause")),
                ("vulnerability", models.CharField(blank=True, max_length=300, verbose_name="vulnerability")),
                ("asset", models.CharField(blank=True, max_length=200, verbose_name="asset")),
                ("consequence", models.TextField(blank=True, max_length=10000, verbose_name="consequence")),
                ("confidentiality", models.BooleanField(default=False, verbose_name="confidentiality")),
                ("integrity", models.BooleanField(default=False, verbose_name="integrity")),
                ("availability", models.BooleanField(default=False, verbose_name="availability")),
                ("existing_controls", models.TextField(blank=True, max_length=10000, verbose_name="controls in place")),
                (
                    "inherent_likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="inherent likelihood",
                    ),
                ),
                (
                    "inherent_impact",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="inherent impact",
                    ),
                ),
                (
                    "inherent_level",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="inherent level"
                    ),
                ),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="likelihood",
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="impact",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="level"),
                ),
                (
                    "treatment",
                    models.CharField(
                        blank=True,
                        choices=[("modify", "Modify"), ("retain", "Retain"), ("avoid", "Avoid"), ("share", "Share")],
                        max_length=10,
                        verbose_name="treatment",
                    ),
                ),
                ("plan", models.TextField(blank=True, max_length=20000, verbose_name="treatment plan")),
                ("controls", models.JSONField(blank=True, default=list, verbose_name="controls needed")),
                ("plan_due", models.DateField(blank=True, null=True, verbose_name="treatment due")),
                (
                    "residual_likelihood",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="residual likelihood",
                    ),
                ),
                (
                    "residual_impact",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="residual impact",
                    ),
                ),
                (
                    "residual_level",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="residual level"
                    ),
                ),
                (
                    "residual_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why the residual is higher"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("identified", "Identified"),
                            ("assessed", "Assessed"),
                            ("in-treatment", "In treatment"),
                            ("accepted", "Accepted"),
                            ("closed", "Closed"),
                        ],
                        default="identified",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("assessed_on", models.DateField(blank=True, null=True, verbose_name="assessed on")),
                ("next_review", models.DateField(blank=True, null=True, verbose_name="next assessment")),
                (
                    "accepted_level",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="accepted level"
                    ),
                ),
                (
                    "accepted_until",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="accepted until"),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="services.service",
                        verbose_name="service",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risks",
                        to="risks.riskmethod",
                        verbose_name="risk method",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="risks_risk_organiz_8ff3b2_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="risks_risk_organiz_e61ae6_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="risks_risk_organiz_cae03f_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="risks_risk_organiz_36d50f_idx"),
                    models.Index(fields=["organization", "title", "id"], name="risks_risk_organiz_fb303b_idx"),
                    models.Index(fields=["organization", "domain", "id"], name="risks_risk_organiz_0cf114_idx"),
                    models.Index(fields=["organization", "state", "id"], name="risks_risk_organiz_e26902_idx"),
                    models.Index(fields=["organization", "level", "id"], name="risks_risk_organiz_0594c6_idx"),
                    models.Index(fields=["organization", "inherent_level", "id"], name="risks_risk_organiz_18e46b_idx"),
                    models.Index(fields=["organization", "residual_level", "id"], name="risks_risk_organiz_960cd4_idx"),
                    models.Index(fields=["organization", "next_review", "id"], name="risks_risk_organiz_c73101_idx"),
                    models.Index(fields=["organization", "plan_due", "id"], name="risks_risk_organiz_ad5055_idx"),
                    models.Index(fields=["organization", "service", "id"], name="risks_risk_organiz_1877d3_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="risks_risk_reference")
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskAcceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("level", models.PositiveSmallIntegerField(editable=False, verbose_name="accepted level")),
                ("reason", models.TextField(max_length=5000, verbose_name="reason")),
                ("until", models.DateField(verbose_name="until")),
                ("accepted_at", models.DateTimeField(editable=False, null=True, verbose_name="accepted at")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="accepted by",
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
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="risks.risk",
                        verbose_name="risk",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="risks_riska_organiz_ab235f_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="risks_riska_organiz_4d58c1_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="risks_riska_organiz_6f7d90_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="risks_riska_organiz_45f623_idx"),
                    models.Index(fields=["organization", "until", "id"], name="risks_riska_organiz_125149_idx"),
                    models.Index(fields=["organization", "level", "id"], name="risks_riska_organiz_4eecbb_idx"),
                    models.Index(fields=["organization", "risk", "id"], name="risks_riska_organiz_098209_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="risks_riskacceptance_reference")
                ],
            },
        ),
    ]
