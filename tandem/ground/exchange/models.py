"""Imports on their way: the file that was brought, how it is read, what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.models import Scoped


class ImportRun(Scoped):
    """One file brought to one register: uploaded, mapped, previewed, imported. Its `kind` says who reads it.

    A file whose tables go to several registers is a run of the kind “together”, with a run for each table as its part.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        PREVIEWING = "previewing", _("Previewing")
        PREVIEWED = "previewed", _("Previewed")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        TAKING_BACK = "taking-back", _("Being taken back")
        TAKEN_BACK = "taken-back", _("Taken back")

    register = models.CharField(max_length=50, blank=True)
    kind = models.CharField(max_length=10, default="table")
    whole = models.ForeignKey("self", models.CASCADE, related_name="parts", null=True)
    filename = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=100)
    sheet = models.CharField(max_length=255, blank=True)
    mapping = models.JSONField(default=dict)
    fixed = models.JSONField(default=dict)
    date_order = models.CharField(max_length=12, blank=True)
    time_column = models.IntegerField(null=True)
    words = models.JSONField(default=dict, help_text="Meaning by word, by field.")
    encoding = models.CharField(max_length=20, blank=True)
    heading = models.PositiveIntegerField(default=0, help_text="Line of the headings that somebody pointed at.")
    headings = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the headings: files of one kind.")
    left_out = models.JSONField(default=list, help_text="Lines that somebody chose to leave out.")
    held = models.BinaryField(null=True, help_text="References of what the file held, compressed.")
    source = models.CharField(max_length=255, blank=True, help_text="What files that follow each other are called.")
    arrival = models.ForeignKey("kernel.Arrival", models.SET_NULL, related_name="+", null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UPLOADED)
    outcome = models.JSONField(default=dict)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True)
    job = models.ForeignKey("kernel.Job", models.SET_NULL, related_name="+", null=True)
    created_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=["organization", "-id"]),
            models.Index(fields=["organization", "register", "headings"], name="imports_of_one_kind"),
            models.Index(fields=["organization", "register", "source"], name="imports_of_one_source"),
        ]

    @property
    def columns(self) -> dict[int, str]:
        """Field by column."""
        return {int(column): name for column, name in self.mapping.items() if name}
