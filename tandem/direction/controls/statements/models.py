"""Statements of applicability and their entries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

STATEMENT_STATES = (
    State("draft", _("Draft"), "active"),
    State("approved", _("Approved"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
)


class Statement(Record):
    """A Statement of Applicability: for every control of a catalogue whether it applies, why, and how far it is."""

    title = models.CharField(_("title"), max_length=200)
    framework = models.CharField(_("catalogue of controls"), max_length=200, default="iso-27001:2022")
    based_on = models.ForeignKey(
        "self", models.PROTECT, related_name="followers", null=True, blank=True, verbose_name=_("carried over from")
    )
    purpose = models.TextField(_("occasion"), blank=True, max_length=5_000)
    state = StateField(STATEMENT_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("version of the statement"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = indexed("title", "framework", "state", "approved_on")
