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
            name="Control",
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
                ("description", models.TextField(blank=True, max_length=20000, verbose_name="what is done")),
                ("requirements", models.JSONField(blank=True, default=list, verbose_name="answers")),
                ("evidence", models.TextField(blank=True, max_length=5000, verbose_name="what shows it")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not-begun", "Not begun"),
                            ("planned", "Planned"),
                            ("partly", "In part"),
                            ("implemented", "Implemented"),
                            ("retired", "Retired"),
                        ],
                        default="not-begun",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="to be implemented by")),
                ("test_method", models.TextField(blank=True, max_length=5000, verbose_name="how it is tested")),
                (
                    "test_months",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="test every … months"),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("no-test", "No test defined"),
                            ("never-run", "Never run"),
                            ("passed", "Passed"),
                            ("failed", "Failed"),
                            ("unclear", "Unclear"),
                        ],
                        default="no-test",
                        editable=False,
                        max_length=10,
                        verbose_name="test result",
                    ),
                ),
                ("last_test", models.DateField(blank=True, editable=False, null=True, verbose_name="last test")),
                ("next_test", models.DateField(blank=True, null=True, verbose_name="next test")),
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
                    models.Index(fields=["organization", "created_at", "id"], name="controls_co_organiz_968ee8_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="controls_co_organiz_8585cc_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="controls_co_organiz_5204a1_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="controls_co_organiz_ec6287_idx"),
                    models.Index(fields=["organization", "title", "id"], name="controls_co_organiz_7c2e01_idx"),
                    models.Index(fields=["organization", "state", "id"], name="controls_co_organiz_f4f783_idx"),
                    models.Index(fields=["organization", "standing", "id"], name="controls_co_organiz_1e3bd2_idx"),
                    models.Index(fields=["organization", "next_test", "id"], name="controls_co_organiz_63f9fe_idx"),
                    models.Index(fields=["organization", "due", "id"], name="controls_co_organiz_64ff0e_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="controls_control_reference")
                ],
            },
        ),
        migrations.CreateModel(
            name="ControlTest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=200, verbose_name="what was looked at")),
                (
                    "aspect",
                    models.CharField(
                        choices=[("design", "Design"), ("operation", "Operation")],
                        default="operation",
                        max_length=10,
                        verbose_name="aspect",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[("passed", "Passed"), ("failed", "Failed"), ("unclear", "Unclear")],
                        max_length=8,
                        verbose_name="result",
                    ),
                ),
                ("done_on", models.DateField(verbose_name="done on")),
                ("sample", models.CharField(blank=True, max_length=300, verbose_name="sample")),
                ("findings", models.TextField(blank=True, max_length=10000, verbose_name="findings")),
                (
                    "control",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tests",
                        to="controls.control",
                        verbose_name="control",
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
                    "tester",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tested by",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="controls_co_organiz_bf0536_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="controls_co_organiz_c84b96_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="controls_co_organiz_1b9857_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="controls_co_organiz_981f42_idx"),
                    models.Index(fields=["organization", "title", "id"], name="controls_co_organiz_53ee74_idx"),
                    models.Index(fields=["organization", "result", "id"], name="controls_co_organiz_563abd_idx"),
                    models.Index(fields=["organization", "done_on", "id"], name="controls_co_organiz_69bf39_idx"),
                    models.Index(fields=["organization", "control", "id"], name="controls_co_organiz_aa6141_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="controls_controltest_reference")
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                    "framework",
                    models.CharField(default="iso-27001:2022", max_length=200, verbose_name="catalogue of controls"),
                ),
                ("purpose", models.TextField(blank=True, max_length=5000, verbose_name="occasion")),
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="controls.statement",
                        verbose_name="carried over from",
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
                    models.Index(fields=["organization", "created_at", "id"], name="controls_st_organiz_77201b_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="controls_st_organiz_26bb7e_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="controls_st_organiz_104070_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="controls_st_organiz_2f8d2a_idx"),
                    models.Index(fields=["organization", "title", "id"], name="controls_st_organiz_c45459_idx"),
                    models.Index(fields=["organization", "framework", "id"], name="controls_st_organiz_4dbdb6_idx"),
                    models.Index(fields=["organization", "state", "id"], name="controls_st_organiz_c2c289_idx"),
                    models.Index(fields=["organization", "approved_on", "id"], name="controls_st_organiz_00a926_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="controls_statement_reference")
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("ref", models.CharField(max_length=60, verbose_name="control")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("applicable", "Applicable"), ("excluded", "Excluded")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("because_risk", models.BooleanField(default=False, verbose_name="because of a risk")),
                ("because_law", models.BooleanField(default=False, verbose_name="because of a law")),
                ("because_contract", models.BooleanField(default=False, verbose_name="because of a contract")),
                ("because_practice", models.BooleanField(default=False, verbose_name="because it is good practice")),
                ("justification", models.TextField(blank=True, max_length=5000, verbose_name="justification")),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("not-begun", "Not begun"),
                            ("planned", "Planned"),
                            ("partly", "In part"),
                            ("implemented", "Implemented"),
                        ],
                        default="not-begun",
                        max_length=12,
                        verbose_name="implementation",
                    ),
                ),
                (
                    "progress_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why another than the controls say"),
                ),
                ("inherited_from", models.CharField(blank=True, max_length=300, verbose_name="inherited from")),
                ("is_confirmed", models.BooleanField(default=True, verbose_name="confirmed")),
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
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="controls.statement",
                        verbose_name="statement",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="controls_st_organiz_c941d4_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="controls_st_organiz_6d126b_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="controls_st_organiz_f2b071_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="controls_st_organiz_001602_idx"),
                    models.Index(fields=["organization", "ref", "id"], name="controls_st_organiz_8ef4ea_idx"),
                    models.Index(fields=["organization", "decision", "id"], name="controls_st_organiz_b7c1fc_idx"),
                    models.Index(fields=["organization", "progress", "id"], name="controls_st_organiz_8d8046_idx"),
                    models.Index(fields=["organization", "statement", "id"], name="controls_st_organiz_a8bc70_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="controls_statemententry_reference"
                    )
                ],
            },
        ),
    ]
