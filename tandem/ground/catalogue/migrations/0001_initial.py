import django.db.models.deletion
from django.db import migrations, models

import tandem.ground.kernel.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Framework",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="key")),
                ("standard", models.CharField(max_length=200, verbose_name="standard")),
                ("edition", models.CharField(blank=True, max_length=50, verbose_name="edition")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("title", models.TextField(blank=True, verbose_name="title")),
                ("publisher", models.CharField(blank=True, max_length=300, verbose_name="publisher")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("standard", "Standard"),
                            ("framework", "Framework"),
                            ("control-catalogue", "Control catalogue"),
                            ("threat-catalogue", "Threat catalogue"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("about", models.TextField(blank=True, verbose_name="about")),
                ("attributes", models.JSONField(blank=True, default=dict, verbose_name="further facts")),
                ("urn", models.CharField(blank=True, db_index=True, max_length=300, verbose_name="name elsewhere")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="version of the file")),
                (
                    "origin",
                    models.CharField(
                        choices=[("built-in", "Built in"), ("imported", "Imported")],
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("is_current", models.BooleanField(default=True, verbose_name="still provided")),
                ("imported_at", models.DateTimeField(default=tandem.ground.kernel.clock.now, verbose_name="imported")),
            ],
            options={
                "verbose_name": "framework",
                "verbose_name_plural": "frameworks",
                "ordering": ("standard", "edition"),
            },
        ),
        migrations.CreateModel(
            name="RiskMatrix",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="key")),
                ("ref", models.CharField(max_length=200, verbose_name="reference")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("about", models.TextField(blank=True, verbose_name="about")),
                ("definition", models.JSONField(verbose_name="definition")),
                ("urn", models.CharField(blank=True, db_index=True, max_length=300, verbose_name="name elsewhere")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="version of the file")),
                (
                    "origin",
                    models.CharField(
                        choices=[("built-in", "Built in"), ("imported", "Imported")],
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("imported_at", models.DateTimeField(default=tandem.ground.kernel.clock.now, verbose_name="imported")),
            ],
            options={
                "verbose_name": "risk matrix",
                "verbose_name_plural": "risk matrices",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Mapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=450, unique=True, verbose_name="key")),
                ("about", models.TextField(blank=True, verbose_name="about")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="version of the file")),
                (
                    "origin",
                    models.CharField(
                        choices=[("built-in", "Built in"), ("imported", "Imported")],
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("imported_at", models.DateTimeField(default=tandem.ground.kernel.clock.now, verbose_name="imported")),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mappings_from",
                        to="catalogue.framework",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mappings_to",
                        to="catalogue.framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "mapping",
                "verbose_name_plural": "mappings",
                "ordering": ("key",),
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(max_length=200, verbose_name="reference")),
                ("title", models.TextField(verbose_name="title")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("depth", models.PositiveSmallIntegerField(default=0)),
                ("position", models.PositiveIntegerField(default=0)),
                ("assessable", models.BooleanField(default=False, verbose_name="counts in the denominator")),
                ("about", models.TextField(blank=True, verbose_name="about")),
                ("evidence", models.TextField(blank=True, verbose_name="usual evidence")),
                ("attributes", models.JSONField(blank=True, default=dict, verbose_name="further facts")),
                ("new", models.BooleanField(default=False, verbose_name="new in this edition")),
                ("documented", models.JSONField(blank=True, default=list, verbose_name="documented information")),
                ("urn", models.CharField(blank=True, db_index=True, max_length=300, verbose_name="name elsewhere")),
                ("is_current", models.BooleanField(default=True, verbose_name="still in the framework")),
                (
                    "framework",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="catalogue.framework",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="catalogue.requirement",
                    ),
                ),
            ],
            options={
                "verbose_name": "requirement",
                "verbose_name_plural": "requirements",
                "ordering": ("framework", "position"),
                "indexes": [models.Index(fields=["framework", "position"], name="catalogue_r_framewo_c9fa7e_idx")],
                "constraints": [models.UniqueConstraint(fields=("framework", "ref"), name="requirement_ref_is_unique")],
            },
        ),
        migrations.CreateModel(
            name="MappingRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("equal", "the same"),
                            ("subset-of", "part of it"),
                            ("superset-of", "more than it"),
                            ("intersects", "overlaps"),
                            ("no-relation", "no relation"),
                        ],
                        max_length=20,
                        verbose_name="relation",
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same", "Same"),
                            ("merged", "Merged"),
                            ("split", "Split"),
                            ("new", "New"),
                            ("withdrawn", "Withdrawn"),
                            ("changed", "Changed"),
                        ],
                        max_length=20,
                        verbose_name="change",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("extra", models.JSONField(blank=True, default=dict, verbose_name="further facts")),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "mapping",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="catalogue.mapping"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows_from",
                        to="catalogue.requirement",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows_to",
                        to="catalogue.requirement",
                    ),
                ),
            ],
            options={
                "verbose_name": "mapping row",
                "verbose_name_plural": "mapping rows",
                "ordering": ("mapping", "position"),
            },
        ),
        migrations.CreateModel(
            name="LicensedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="text of the standard")),
                ("loaded_at", models.DateTimeField(default=tandem.ground.kernel.clock.now, verbose_name="loaded")),
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
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.requirement"
                    ),
                ),
            ],
            options={
                "verbose_name": "licensed text",
                "verbose_name_plural": "licensed texts",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "requirement"), name="licensed_text_of_a_requirement_is_one"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="mappingrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__isnull", False), ("target__isnull", False), _connector="OR"),
                name="mapping_row_has_an_end",
            ),
        ),
    ]
