import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("controls", "0001_initial"),
        ("inventory", "0001_initial"),
        ("risks", "0002_methods_rounds_and_assets"),
        ("services", "0001_initial"),
        ("suppliers", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="risk",
            name="band",
            field=models.CharField(blank=True, editable=False, max_length=80, verbose_name="band"),
        ),
        migrations.AddField(
            model_name="risk",
            name="impacts",
            field=models.JSONField(blank=True, default=list, verbose_name="impact by criterion"),
        ),
        migrations.AddField(
            model_name="risk",
            name="inherent_impacts",
            field=models.JSONField(blank=True, default=list, verbose_name="inherent impact by criterion"),
        ),
        migrations.AddField(
            model_name="risk",
            name="residual_impacts",
            field=models.JSONField(blank=True, default=list, verbose_name="residual impact by criterion"),
        ),
        migrations.AddField(
            model_name="risk",
            name="to_reassess",
            field=models.BooleanField(default=False, editable=False, verbose_name="to be assessed again"),
        ),
        migrations.AddField(
            model_name="riskacceptance",
            name="accepted_as",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="accepted as"),
        ),
        migrations.AddField(
            model_name="riskmethod",
            name="bands",
            field=models.TextField(
                blank=True,
                help_text="One line each, rising: 4 | Low | good | 24 – up to level, name, colour, months between assessments.",
                max_length=2000,
                verbose_name="bands of levels",
            ),
        ),
        migrations.AddField(
            model_name="riskmethod",
            name="begins_from",
            field=models.CharField(
                blank=True,
                help_text="A ready-made method, a matrix of the catalogue, or the method whose new version this is.",
                max_length=300,
                verbose_name="begun from",
            ),
        ),
        migrations.AddField(
            model_name="riskmethod",
            name="combining",
            field=models.CharField(
                choices=[("highest", "The highest counts"), ("mean", "The mean, rounded up")],
                default="highest",
                max_length=8,
                verbose_name="how criteria make one impact",
            ),
        ),
        migrations.AddField(
            model_name="riskmethod",
            name="impact_criteria",
            field=models.TextField(
                blank=True,
                help_text="One line each: Money | below 1,000 | below 10,000 | … with a meaning for every step of impact.",
                max_length=20000,
                verbose_name="criteria of impact",
            ),
        ),
        migrations.AddField(
            model_name="riskmethod",
            name="tiers",
            field=models.TextField(
                blank=True,
                help_text="One line each, rising: 9 | owner, then 25 | manager, or 25 | a person's e-mail address.",
                max_length=2000,
                verbose_name="who accepts what level",
            ),
        ),
        migrations.AlterField(
            model_name="riskmethod",
            name="impact_meaning",
            field=models.TextField(
                blank=True,
                help_text="One line for each step.",
                max_length=10000,
                verbose_name="what each step of impact means",
            ),
        ),
        migrations.AlterField(
            model_name="riskmethod",
            name="likelihood_meaning",
            field=models.TextField(
                blank=True,
                help_text="One line for each step.",
                max_length=5000,
                verbose_name="what each step of likelihood means",
            ),
        ),
        migrations.AlterField(
            model_name="riskmethod",
            name="matrix",
            field=models.JSONField(blank=True, default=list, verbose_name="matrix, lowest likelihood first"),
        ),
        migrations.CreateModel(
            name="Threat",
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
                            ("deliberate", "Deliberate"),
                            ("human", "Human error"),
                            ("technical", "Technical failure"),
                            ("accidental", "Accident"),
                            ("environmental", "Environment"),
                        ],
                        default="deliberate",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.TextField(blank=True, max_length=5000, verbose_name="what happens")),
                ("confidentiality", models.BooleanField(default=False, verbose_name="confidentiality")),
                ("integrity", models.BooleanField(default=False, verbose_name="integrity")),
                ("availability", models.BooleanField(default=False, verbose_name="availability")),
                ("item_kinds", models.JSONField(blank=True, default=list, verbose_name="kinds of assets")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="taken over from")),
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
                    models.Index(fields=["organization", "created_at", "id"], name="risks_threa_organiz_0644a7_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="risks_threa_organiz_50c793_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="risks_threa_organiz_e4d5ab_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="risks_threa_organiz_9fbec3_idx"),
                    models.Index(fields=["organization", "title", "id"], name="risks_threa_organiz_723959_idx"),
                    models.Index(fields=["organization", "kind", "id"], name="risks_threa_organiz_d0895b_idx"),
                    models.Index(fields=["organization", "source", "id"], name="risks_threa_organiz_354e26_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="risks_threat_reference")
                ],
            },
        ),
        migrations.AddField(
            model_name="risk",
            name="typical_threat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="risks",
                to="risks.threat",
                verbose_name="typical threat",
            ),
        ),
        migrations.CreateModel(
            name="TreatmentMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=200, verbose_name="what is done")),
                ("description", models.TextField(blank=True, max_length=10000, verbose_name="how")),
                ("due", models.DateField(verbose_name="due")),
                ("cost_once", models.PositiveIntegerField(blank=True, null=True, verbose_name="cost, once")),
                ("cost_yearly", models.PositiveIntegerField(blank=True, null=True, verbose_name="cost, each year")),
                ("requirements", models.JSONField(blank=True, default=list, verbose_name="controls of a catalogue")),
                (
                    "likelihood_steps",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(10)],
                        verbose_name="steps of likelihood it takes away",
                    ),
                ),
                (
                    "impact_steps",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(10)],
                        verbose_name="steps of impact it takes away",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("in-progress", "In progress"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                        ],
                        default="planned",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("done_on", models.DateField(blank=True, editable=False, null=True, verbose_name="done on")),
                ("outcome", models.TextField(blank=True, max_length=5000, verbose_name="what came of it")),
                (
                    "control",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="controls.control",
                        verbose_name="control it brings about",
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
                        related_name="measures",
                        to="risks.risk",
                        verbose_name="risk",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organization", "created_at", "id"], name="risks_treat_organiz_aae746_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="risks_treat_organiz_dbea76_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="risks_treat_organiz_8235ca_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="risks_treat_organiz_f673ba_idx"),
                    models.Index(fields=["organization", "title", "id"], name="risks_treat_organiz_74f4e6_idx"),
                    models.Index(fields=["organization", "state", "id"], name="risks_treat_organiz_343f49_idx"),
                    models.Index(fields=["organization", "due", "id"], name="risks_treat_organiz_1a572c_idx"),
                    models.Index(fields=["organization", "risk", "id"], name="risks_treat_organiz_e08bc0_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "reference"), name="risks_treatmentmeasure_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Weakness",
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
                            ("organization", "Organization"),
                            ("people", "People"),
                            ("premises", "Premises"),
                            ("hardware", "Hardware"),
                            ("software", "Software"),
                            ("network", "Network"),
                            ("suppliers", "Other parties"),
                        ],
                        default="organization",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.TextField(blank=True, max_length=5000, verbose_name="how one sees it")),
                ("item_kinds", models.JSONField(blank=True, default=list, verbose_name="kinds of assets")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="taken over from")),
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
                    models.Index(fields=["organization", "created_at", "id"], name="risks_weakn_organiz_092306_idx"),
                    models.Index(fields=["organization", "updated_at", "id"], name="risks_weakn_organiz_f6a85e_idx"),
                    models.Index(fields=["organization", "owner", "id"], name="risks_weakn_organiz_7f6bee_idx"),
                    models.Index(fields=["organization", "external_id", "id"], name="risks_weakn_organiz_ce31f7_idx"),
                    models.Index(fields=["organization", "title", "id"], name="risks_weakn_organiz_297050_idx"),
                    models.Index(fields=["organization", "kind", "id"], name="risks_weakn_organiz_eab73b_idx"),
                    models.Index(fields=["organization", "source", "id"], name="risks_weakn_organiz_9b03af_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "reference"), name="risks_weakness_reference")
                ],
            },
        ),
        migrations.AddField(
            model_name="risk",
            name="weakness",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="risks",
                to="risks.weakness",
                verbose_name="typical weakness",
            ),
        ),
        migrations.AddIndex(
            model_name="risk",
            index=models.Index(fields=["organization", "band", "id"], name="risks_risk_organiz_d10de5_idx"),
        ),
        migrations.AddIndex(
            model_name="risk",
            index=models.Index(fields=["organization", "to_reassess", "id"], name="risks_risk_organiz_6ab5cb_idx"),
        ),
    ]
