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
            name="Person",
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
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="function")),
                ("unit", models.CharField(blank=True, max_length=200, verbose_name="unit")),
                ("roles", models.JSONField(blank=True, default=list, verbose_name="roles in the management system")),
                (
                    "engaged_as",
                    models.CharField(
                        choices=[
                            ("employee", "Employee"),
                            ("contractor", "Contractor"),
                            ("trainee", "Trainee"),
                            ("board", "Top management"),
                        ],
                        default="employee",
                        max_length=12,
                        verbose_name="engaged as",
                    ),
                ),
                ("began_on", models.DateField(blank=True, null=True, verbose_name="began on")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                ("is_screened", models.BooleanField(blank=True, null=True, verbose_name="background checked")),
                (
                    "has_signed",
                    models.BooleanField(blank=True, null=True, verbose_name="signed confidentiality and terms"),
                ),
                (
                    "has_returned",
                    models.BooleanField(blank=True, null=True, verbose_name="returned everything, access ended"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("joining", "Joining"), ("active", "Here"), ("left", "Left")],
                        default="active",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="people_pers_organiz_f7f0cc_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="people_pers_organiz_22240f_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="people_pers_organiz_843a33_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="people_pers_organiz_086eca_idx"),
                    models.Index(fields=["organization", "title", "id"], name="people_pers_organiz_e9b8be_idx"),
                    models.Index(fields=["organization", "unit", "id"], name="people_pers_organiz_a50dce_idx"),
                    models.Index(fields=["organization", "state", "id"], name="people_pers_organiz_540cc7_idx"),
                    models.Index(fields=["organization", "began_on", "id"], name="people_pers_organiz_3a1fb2_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="people_person_reference")
                ],
            },
        ),
        migrations.CreateModel(
            name="Competence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=200, verbose_name="what has to be mastered")),
                ("role", models.CharField(blank=True, max_length=200, verbose_name="needed for the role")),
                (
                    "held",
                    models.CharField(
                        choices=[("yes", "Yes"), ("partly", "In part"), ("no", "Not yet")],
                        default="no",
                        max_length=8,
                        verbose_name="mastered",
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=500, verbose_name="evidence")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("step", models.CharField(blank=True, max_length=500, verbose_name="next step")),
                ("step_due", models.DateField(blank=True, null=True, verbose_name="step due")),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="competences",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="people_comp_organiz_79f8c5_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="people_comp_organiz_472749_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="people_comp_organiz_0ac089_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="people_comp_organiz_f7e5ea_idx"),
                    models.Index(fields=["organization", "title", "id"], name="people_comp_organiz_f122b8_idx"),
                    models.Index(fields=["organization", "held", "id"], name="people_comp_organiz_1178a5_idx"),
                    models.Index(fields=["organization", "valid_until", "id"], name="people_comp_organiz_05a2b8_idx"),
                    models.Index(fields=["organization", "person", "id"], name="people_comp_organiz_ae19ef_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="people_competence_reference")
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=200, verbose_name="topic")),
                (
                    "kind",
                    models.CharField(
                        choices=[("awareness", "Awareness"), ("training", "Training"), ("exam", "Examination")],
                        default="awareness",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("done_on", models.DateField(verbose_name="done on")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="repeat by")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="effect looked at on")),
                ("effect", models.CharField(blank=True, max_length=500, verbose_name="what it brought")),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="people.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="people_trai_organiz_3bf644_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="people_trai_organiz_72b1d3_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="people_trai_organiz_9d8952_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="people_trai_organiz_7c8436_idx"),
                    models.Index(fields=["organization", "title", "id"], name="people_trai_organiz_ec3ccb_idx"),
                    models.Index(fields=["organization", "kind", "id"], name="people_trai_organiz_7a290c_idx"),
                    models.Index(fields=["organization", "done_on", "id"], name="people_trai_organiz_24ef17_idx"),
                    models.Index(fields=["organization", "valid_until", "id"], name="people_trai_organiz_086188_idx"),
                    models.Index(fields=["organization", "person", "id"], name="people_trai_organiz_68b8d1_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="people_training_reference")
                ],
            },
        ),
    ]
