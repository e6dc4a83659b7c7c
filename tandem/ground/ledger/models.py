"""The ledger's own tables: entries, checkpoints, erasures. Only this app writes them, and it never changes an entry."""

from django.db import models


class Entry(models.Model):
    """One write: who did what to which record when, and the record's whole state afterwards."""

    organization = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+", db_index=False)
    register = models.CharField(max_length=50)
    record_id = models.BigIntegerField()
    reference = models.CharField(max_length=254)
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=60)
    actor_label = models.CharField(max_length=254)
    actor_id = models.BigIntegerField(null=True)
    through = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    occurred_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    state = models.TextField(help_text="Canonical JSON object of the record's fields.")
    secret = models.BinaryField(null=True, help_text="From which the salts are derived; gone once a value is erased.")
    salts = models.TextField(blank=True, help_text="JSON of the remaining salts, once the secret is gone.")
    commitments = models.TextField(blank=True, help_text="JSON of all commitments, once the secret is gone.")
    fields_digest = models.BinaryField(help_text="SHA-256 over the commitments to the single fields.")
    whole = models.BinaryField(help_text="Commitment to state and reason at once.")
    tag = models.BinaryField(help_text="Proof that this installation wrote the entry, until the tree proves it.")
    leaf_index = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "register", "record_id", "recorded_at", "id"], name="ledger_record"),
            models.Index(fields=["organization"], condition=models.Q(leaf_index=None), name="ledger_unsealed"),
        ]
        constraints = [models.UniqueConstraint(fields=["organization", "leaf_index"], name="one_entry_a_leaf")]

    def __str__(self) -> str:
        return f"{self.reference} {self.action}"


class Checkpoint(models.Model):
    """A signed head of one organization's tree; without an organization, of the installation's."""

    organization = models.ForeignKey(
        "accounts.Organization", models.PROTECT, related_name="+", null=True, db_index=False
    )
    size = models.BigIntegerField()
    root = models.BinaryField()
    peaks = models.BinaryField(help_text="Roots of the perfect subtrees, from which the tree grows on.")
    leaves = models.BinaryField(help_text="Hashes of the leaves this checkpoint added, in order.")
    note = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "size"], name="one_checkpoint_a_size"),
            models.UniqueConstraint(
                fields=["size"], condition=models.Q(organization=None), name="one_installation_head_a_size"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size} entries"


class InstallationLeaf(models.Model):
    """An organization's checkpoint as the installation's log holds it, under a salted name."""

    checkpoint = models.OneToOneField(Checkpoint, models.PROTECT, related_name="+")
    leaf_index = models.BigIntegerField(unique=True)
    leaf = models.TextField()
    salt = models.BinaryField(help_text="Without which nobody can tell whose head the leaf holds.")

    def __str__(self) -> str:
        return f"Leaf {self.leaf_index}"


class Erasure(models.Model):
    """That one value of one record was erased for privacy: why, approved by whom. Replayed after a restore."""

    organization = models.ForeignKey("accounts.Organization", models.PROTECT, related_name="+")
    register = models.CharField(max_length=50)
    record_id = models.BigIntegerField()
    field = models.CharField(max_length=80)
    up_to_entry = models.BigIntegerField()
    basis = models.TextField()
    approver = models.CharField(max_length=254)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.register} {self.record_id} {self.field}"
