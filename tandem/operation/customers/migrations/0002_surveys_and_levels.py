"""Surveys, levels of complaints, and marks that know what they were asked about."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tandem.ground.kernel.migrating import change_records

REASON = "What was escalated stands on the first level"


def levels_of_the_past(apps, schema_editor):
    """A complaint that was escalated before there were levels is not put before the same people again."""
    complaints = apps.get_model("customers", "Complaint")
    change_records(complaints, "complaints", lambda complaint: {"level": 1} if complaint.escalated_on else {}, REASON)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_append_only"),
        ("accounts", "0008_notices_and_language"),
        ("customers", "0001_customers"),
        ("services", "0004_texts_gone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="level",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="escalated to level"),
        ),
        migrations.AddField(
            model_name="satisfactionmark",
            name="ticket",
            field=models.CharField(blank=True, max_length=40, verbose_name="ticket it was asked about"),
        ),
        migrations.CreateModel(
            name="ComplaintLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=150, verbose_name="name")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        help_text="1 is the first.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="level",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 is the day after.",
                        validators=[django.core.validators.MaxValueValidator(365)],
                        verbose_name="days past its day",
                    ),
                ),
                (
                    "whom",
                    models.CharField(
                        choices=[
                            ("keeper", "Whoever looks after the customer"),
                            ("person", "The person named below"),
                            ("managers", "All managers"),
                        ],
                        default="keeper",
                        max_length=10,
                        verbose_name="goes to",
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="days to see to it",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("used", "In use"), ("retired", "No longer used")],
                        default="used",
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
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(editable=False, max_length=40, verbose_name="reference")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("external_id", models.CharField(blank=True, max_length=100, verbose_name="number elsewhere")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("own", models.JSONField(blank=True, default=dict, verbose_name="own fields")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("updated_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                (
                    "question",
                    models.CharField(
                        default="How content are you with us?",
                        help_text="It is answered from 1 to 5.",
                        max_length=300,
                        verbose_name="question",
                    ),
                ),
                ("customers", models.JSONField(blank=True, default=list, verbose_name="customers asked")),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("deciding", "Those who decide on the agreement"),
                            ("talking", "Those whom we talk to day by day, and those who decide"),
                            ("everybody", "Everybody known there"),
                        ],
                        default="talking",
                        max_length=10,
                        verbose_name="who is asked there",
                    ),
                ),
                ("ends_on", models.DateField(verbose_name="answers until")),
                ("asked_on", models.DateField(blank=True, editable=False, null=True, verbose_name="asked on")),
                ("asked", models.PositiveIntegerField(default=0, editable=False, verbose_name="people asked")),
                ("answered", models.PositiveIntegerField(default=0, editable=False, verbose_name="answers")),
                ("conclusion", models.TextField(blank=True, max_length=10000, verbose_name="what follows from it")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("asking", "Being asked"), ("ended", "Ended")],
                        default="draft",
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
                        related_name="+",
                        to="services.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="satisfactionmark",
            name="survey",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="marks",
                to="customers.survey",
                verbose_name="survey",
            ),
        ),
        migrations.AddIndex(
            model_name="satisfactionmark",
            index=models.Index(fields=["organization", "survey", "id"], name="customers_s_organiz_465b09_idx"),
        ),
        migrations.AddConstraint(
            model_name="satisfactionmark",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ticket", ""), _negated=True),
                fields=("organization", "ticket"),
                name="one_mark_for_a_ticket",
                violation_error_message="This ticket has a mark already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="satisfactionmark",
            constraint=models.UniqueConstraint(
                condition=models.Q(("survey", None), _negated=True),
                fields=("organization", "survey", "contact"),
                name="one_mark_of_a_person_in_a_survey",
                violation_error_message="This person has answered the survey already.",
            ),
        ),
        migrations.AddIndex(
            model_name="complaintlevel",
            index=models.Index(fields=["organization", "created_at", "id"], name="customers_c_organiz_569021_idx"),
        ),
        migrations.AddIndex(
            model_name="complaintlevel",
            index=models.Index(fields=["organization", "updated_at", "id"], name="customers_c_organiz_bbdcc1_idx"),
        ),
        migrations.AddIndex(
            model_name="complaintlevel",
            index=models.Index(fields=["organization", "owner", "id"], name="customers_c_organiz_8752c6_idx"),
        ),
        migrations.AddIndex(
            model_name="complaintlevel",
            index=models.Index(fields=["organization", "external_id", "id"], name="customers_c_organiz_5f2938_idx"),
        ),
        migrations.AddIndex(
            model_name="complaintlevel",
            index=models.Index(fields=["organization", "title", "id"], name="customers_c_organiz_7df363_idx"),
        ),
        migrations.AddIndex(
            model_name="complaintlevel",
            index=models.Index(fields=["organization", "level", "id"], name="customers_c_organiz_1c661b_idx"),
        ),
        migrations.AddIndex(
            model_name="complaintlevel",
            index=models.Index(fields=["organization", "state", "id"], name="customers_c_organiz_266645_idx"),
        ),
        migrations.AddConstraint(
            model_name="complaintlevel",
            constraint=models.UniqueConstraint(
                fields=("organization", "reference"), name="customers_complaintlevel_reference"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintlevel",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "used")),
                fields=("organization", "level"),
                name="one_level_of_complaints_in_use",
                violation_error_message="There is such a level already; retire it first.",
            ),
        ),
        migrations.AddIndex(
            model_name="survey",
            index=models.Index(fields=["organization", "created_at", "id"], name="customers_s_organiz_ca993b_idx"),
        ),
        migrations.AddIndex(
            model_name="survey",
            index=models.Index(fields=["organization", "updated_at", "id"], name="customers_s_organiz_510de0_idx"),
        ),
        migrations.AddIndex(
            model_name="survey",
            index=models.Index(fields=["organization", "owner", "id"], name="customers_s_organiz_cf8769_idx"),
        ),
        migrations.AddIndex(
            model_name="survey",
            index=models.Index(fields=["organization", "external_id", "id"], name="customers_s_organiz_e8f57a_idx"),
        ),
        migrations.AddIndex(
            model_name="survey",
            index=models.Index(fields=["organization", "title", "id"], name="customers_s_organiz_799453_idx"),
        ),
        migrations.AddIndex(
            model_name="survey",
            index=models.Index(fields=["organization", "state", "id"], name="customers_s_organiz_75ce14_idx"),
        ),
        migrations.AddIndex(
            model_name="survey",
            index=models.Index(fields=["organization", "ends_on", "id"], name="customers_s_organiz_4bad21_idx"),
        ),
        migrations.AddIndex(
            model_name="survey",
            index=models.Index(fields=["organization", "asked_on", "id"], name="customers_s_organiz_8a7094_idx"),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.UniqueConstraint(fields=("organization", "reference"), name="customers_survey_reference"),
        ),
        migrations.RunPython(levels_of_the_past, migrations.RunPython.noop),
    ]
