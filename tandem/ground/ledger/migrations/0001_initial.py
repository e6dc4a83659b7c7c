import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("peaks", models.BinaryField(help_text="Roots of the perfect subtrees, from which the tree grows on.")),
                ("leaves", models.BinaryField(help_text="Hashes of the leaves this checkpoint added, in order.")),
                ("note", models.TextField()),
                ("created_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "size"), name="one_checkpoint_a_size"),
                    models.UniqueConstraint(
                        condition=models.Q(("organization", None)),
                        fields=("size",),
                        name="one_installation_head_a_size",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=50)),
                ("record_id", models.BigIntegerField()),
                ("reference", models.CharField(max_length=254)),
                ("version", models.PositiveIntegerField()),
                ("action", models.CharField(max_length=60)),
                ("actor_label", models.CharField(max_length=254)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("through", models.CharField(max_length=20)),
                ("recorded_at", models.DateTimeField()),
                ("occurred_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("state", models.TextField(help_text="Canonical JSON object of the record's fields.")),
                (
                    "secret",
                    models.BinaryField(
                        help_text="From which the salts are derived; gone once a value is erased.", null=True
                    ),
                ),
                (
                    "salts",
                    models.TextField(blank=True, help_text="JSON of the remaining salts, once the secret is gone."),
                ),
                (
                    "commitments",
                    models.TextField(blank=True, help_text="JSON of all commitments, once the secret is gone."),
                ),
                ("fields_digest", models.BinaryField(help_text="SHA-256 over the commitments to the single fields.")),
                ("whole", models.BinaryField(help_text="Commitment to state and reason at once.")),
                (
                    "tag",
                    models.BinaryField(
                        help_text="Proof that this installation wrote the entry, until the tree proves it."
                    ),
                ),
                ("leaf_index", models.BigIntegerField(null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organization", "register", "record_id", "recorded_at", "id"], name="ledger_record"
                    ),
                    models.Index(
                        condition=models.Q(("leaf_index", None)), fields=["organization"], name="ledger_unsealed"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "leaf_index"), name="one_entry_a_leaf")
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=50)),
                ("record_id", models.BigIntegerField()),
                ("field", models.CharField(max_length=80)),
                ("up_to_entry", models.BigIntegerField()),
                ("basis", models.TextField()),
                ("approver", models.CharField(max_length=254)),
                ("at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organization"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InstallationLeaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("leaf_index", models.BigIntegerField(unique=True)),
                ("leaf", models.TextField()),
                ("salt", models.BinaryField(help_text="Without which nobody can tell whose head the leaf holds.")),
                (
                    "checkpoint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.checkpoint"
                    ),
                ),
            ],
        ),
    ]
