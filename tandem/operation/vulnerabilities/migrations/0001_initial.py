import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("inventory", "0001_initial"),
        ("risks", "0002_methods_rounds_and_assets"),
    ]

    operations = [
        migrations.CreateModel(
            name="Vulnerability",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("identifier", models.CharField(max_length=150, verbose_name="identifier")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("description", models.TextField(blank=True, max_length=20000, verbose_name="description")),
                ("aliases", models.JSONField(blank=True, default=list, verbose_name="also known as")),
                (
                    "severity",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Critical"),
                            (2, "High"),
                            (3, "Medium"),
                            (4, "Low"),
                            (5, "Information"),
                            (6, "Not rated"),
                        ],
                        default=6,
                        verbose_name="severity",
                    ),
                ),
                ("score", models.CharField(blank=True, max_length=4, verbose_name="CVSS score")),
                ("vector", models.CharField(blank=True, max_length=200, verbose_name="CVSS vector")),
                ("cwe", models.JSONField(blank=True, default=list, verbose_name="kind of weakness (CWE)")),
                ("vendor", models.CharField(blank=True, max_length=200, verbose_name="vendor")),
                ("product", models.CharField(blank=True, max_length=200, verbose_name="product")),
                ("advice", models.TextField(blank=True, max_length=20000, verbose_name="what to do about it")),
                ("sources", models.TextField(blank=True, max_length=12000, verbose_name="where it is described")),
                ("is_exploited", models.BooleanField(default=False, verbose_name="known to be exploited")),
                (
                    "exploited_since",
                    models.DateField(blank=True, null=True, verbose_name="known to be exploited since"),
                ),
                (
                    "exploited_due",
                    models.DateField(blank=True, null=True, verbose_name="to be treated by, says the list"),
                ),
                ("is_ransomware", models.BooleanField(default=False, verbose_name="used by ransomware")),
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
                    models.Index(fields=["organization", "created_at", "id"], name="vulnerabili_organiz_9015b2_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="vulnerabili_organiz_f8897c_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="vulnerabili_organiz_5af158_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="vulnerabili_organiz_49cd49_idx"),
                    models.Index(fields=["organization", "identifier", "id"], name="vulnerabili_organiz_4b5e90_idx"),
                    models.Index(fields=["organization", "title", "id"], name="vulnerabili_organiz_c1d5a6_idx"),
                    models.Index(fields=["organization", "severity", "id"], name="vulnerabili_organiz_ca2e3b_idx"),
                    models.Index(fields=["organization", "is_exploited", "id"], name="vulnerabili_organiz_06fe6f_idx"),
                    models.Index(
                        fields=["organization", "exploited_since", "id"], name="vulnerabili_organiz_75b7c5_idx"
                    ),
                    models.Index(fields=["organization", "vendor", "id"], name="vulnerabili_organiz_b676d0_idx"),
                    models.Index(fields=["organization", "product", "id"], name="vulnerabili_organiz_594696_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="vulnerabilities_vulnerability_reference"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "identifier"),
                        name="one_vulnerability_of_an_identifier",
                        violation_error_message="There is a vulnerability of this identifier already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VulnerabilityDeadlines",
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
                ("edition", models.CharField(default="1", max_length=20, verbose_name="version of the deadlines")),
                ("note", models.TextField(blank=True, max_length=10000, verbose_name="reasons and exceptions")),
                (
                    "critical_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="critical: days",
                    ),
                ),
                (
                    "high_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="high: days",
                    ),
                ),
                (
                    "medium_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="medium and not rated: days",
                    ),
                ),
                (
                    "low_days",
                    models.PositiveSmallIntegerField(
                        default=180,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="low: days",
                    ),
                ),
                (
                    "exploited_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="known to be exploited: days",
                    ),
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
                    models.Index(fields=["organization", "created_at", "id"], name="vulnerabili_organiz_d54c2a_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="vulnerabili_organiz_d80e1f_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="vulnerabili_organiz_7f745d_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="vulnerabili_organiz_945ea9_idx"),
                    models.Index(fields=["organization", "title", "id"], name="vulnerabili_organiz_d6c77c_idx"),
                    models.Index(fields=["organization", "state", "id"], name="vulnerabili_organiz_68931e_idx"),
                    models.Index(fields=["organization", "approved_on", "id"], name="vulnerabili_organiz_0de19f_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="vulnerabilities_vulnerabilitydeadlines_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VulnerabilityReport",
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
                            ("sarif", "SARIF"),
                            ("cyclonedx", "CycloneDX"),
                            ("trivy", "Trivy"),
                            ("nmap", "Nmap"),
                            ("openvas", "OpenVAS"),
                            ("kev", "Known exploited vulnerabilities"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("tool", models.CharField(max_length=100, verbose_name="tool")),
                ("target", models.CharField(blank=True, max_length=300, verbose_name="what was looked at")),
                ("scanned_on", models.DateField(verbose_name="looked at on")),
                ("is_full", models.BooleanField(default=False, verbose_name="covers all of its target")),
                ("note", models.TextField(blank=True, max_length=5000, verbose_name="note")),
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="file")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of what it says")),
                ("new", models.PositiveIntegerField(default=0, verbose_name="new findings")),
                ("seen_again", models.PositiveIntegerField(default=0, verbose_name="seen again")),
                ("reopened", models.PositiveIntegerField(default=0, verbose_name="opened again")),
                ("gone", models.PositiveIntegerField(default=0, verbose_name="no longer seen")),
                ("left_out", models.PositiveIntegerField(default=0, verbose_name="left out")),
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
                    models.Index(fields=["organization", "created_at", "id"], name="vulnerabili_organiz_0eaa61_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="vulnerabili_organiz_e0ad03_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="vulnerabili_organiz_219883_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="vulnerabili_organiz_e95303_idx"),
                    models.Index(fields=["organization", "title", "id"], name="vulnerabili_organiz_74a1ca_idx"),
                    models.Index(fields=["organization", "kind", "id"], name="vulnerabili_organiz_f77f19_idx"),
                    models.Index(fields=["organization", "tool", "id"], name="vulnerabili_organiz_b0a4f5_idx"),
                    models.Index(fields=["organization", "scanned_on", "id"], name="vulnerabili_organiz_0ad5ce_idx"),
                    models.Index(fields=["organization", "digest", "id"], name="vulnerabili_organiz_e65113_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="vulnerabilities_vulnerabilityreport_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VulnerabilityFinding",
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
                ("target", models.CharField(blank=True, max_length=300, verbose_name="found on, as reported")),
                ("component", models.CharField(blank=True, max_length=200, verbose_name="component")),
                ("component_version", models.CharField(blank=True, max_length=100, verbose_name="version found")),
                ("fixed_version", models.CharField(blank=True, max_length=100, verbose_name="fixed in version")),
                ("path", models.CharField(blank=True, max_length=600, verbose_name="file or place")),
                ("port", models.CharField(blank=True, max_length=30, verbose_name="port")),
                ("details", models.TextField(blank=True, max_length=20000, verbose_name="what was seen")),
                (
                    "severity",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "Critical"),
                            (2, "High"),
                            (3, "Medium"),
                            (4, "Low"),
                            (5, "Information"),
                            (6, "Not rated"),
                        ],
                        null=True,
                        verbose_name="severity",
                    ),
                ),
                ("tool", models.CharField(blank=True, max_length=100, verbose_name="found by")),
                (
                    "fingerprint",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="mark in the reports of the tool"
                    ),
                ),
                ("first_seen", models.DateField(blank=True, null=True, verbose_name="first seen")),
                ("last_seen", models.DateField(blank=True, null=True, verbose_name="last seen")),
                ("is_exploited", models.BooleanField(default=False, verbose_name="exploited")),
                ("due", models.DateField(blank=True, null=True, verbose_name="to be treated by")),
                (
                    "deadline_by",
                    models.CharField(
                        blank=True,
                        choices=[("severity", "Severity"), ("exploited", "Known to be exploited")],
                        max_length=10,
                        verbose_name="deadline follows from",
                    ),
                ),
                ("plan", models.TextField(blank=True, max_length=10000, verbose_name="what is done about it")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("in-treatment", "In treatment"),
                            ("fixed", "Fixed"),
                            ("accepted", "Risk accepted"),
                            ("false-positive", "False positive"),
                        ],
                        default="open",
                        max_length=15,
                        verbose_name="state",
                    ),
                ),
                ("is_gone", models.BooleanField(default=False, verbose_name="no longer reported")),
                ("gone_on", models.DateField(blank=True, null=True, verbose_name="no longer reported since")),
                ("fixed_on", models.DateField(blank=True, null=True, verbose_name="fixed on")),
                ("how_fixed", models.TextField(blank=True, max_length=10000, verbose_name="how it was fixed")),
                (
                    "justification",
                    models.TextField(blank=True, max_length=10000, verbose_name="why it is accepted or no finding"),
                ),
                ("accepted_until", models.DateField(blank=True, null=True, verbose_name="accepted until")),
                ("reopened", models.PositiveIntegerField(default=0, verbose_name="opened again")),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vulnerability_findings",
                        to="inventory.item",
                        verbose_name="item",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vulnerability_findings",
                        to="risks.risk",
                        verbose_name="risk accepted",
                    ),
                ),
                (
                    "vulnerability",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="vulnerabilities.vulnerability",
                        verbose_name="vulnerability",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="vulnerabilities.vulnerabilityreport",
                        verbose_name="last report",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="vulnerabili_organiz_16b785_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="vulnerabili_organiz_e0be72_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="vulnerabili_organiz_35f4ec_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="vulnerabili_organiz_025dad_idx"),
                    models.Index(fields=["organization", "title", "id"], name="vulnerabili_organiz_ebb65a_idx"),
                    models.Index(fields=["organization", "vulnerability", "id"], name="vulnerabili_organiz_400a13_idx"),
                    models.Index(fields=["organization", "item", "id"], name="vulnerabili_organiz_1bf0a9_idx"),
                    models.Index(fields=["organization", "target", "id"], name="vulnerabili_organiz_0035cf_idx"),
                    models.Index(fields=["organization", "component", "id"], name="vulnerabili_organiz_36a1f0_idx"),
                    models.Index(fields=["organization", "severity", "id"], name="vulnerabili_organiz_e61558_idx"),
                    models.Index(fields=["organization", "state", "id"], name="vulnerabili_organiz_ac1899_idx"),
                    models.Index(fields=["organization", "due", "id"], name="vulnerabili_organiz_5a9a96_idx"),
                    models.Index(fields=["organization", "first_seen", "id"], name="vulnerabili_organiz_7ab764_idx"),
                    models.Index(fields=["organization", "last_seen", "id"], name="vulnerabili_organiz_75b56b_idx"),
                    models.Index(
                        fields=["organization", "accepted_until", "id"], name="vulnerabili_organiz_128421_idx"
                    ),
                    models.Index(fields=["organization", "fixed_on", "id"], name="vulnerabili_organiz_a474cd_idx"),
                    models.Index(fields=["organization", "fingerprint", "id"], name="vulnerabili_organiz_d33acd_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="vulnerabilities_vulnerabilityfinding_reference"
                    )
                ],
            },
        ),
    ]
