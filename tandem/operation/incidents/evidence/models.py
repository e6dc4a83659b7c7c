"""What is kept as evidence of incidents, and whose hands it went through."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.incidents.models import Incident

EVIDENCE_STATES = (
    State("collected", _("Collected"), "waiting"),
    State("sealed", _("Sealed"), "good"),
    State("released", _("Released"), "quiet", final=True),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)


class Evidence(Record):
    """One thing kept as evidence of an incident: what it is, where from, whose hands it went through, its hash."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="evidence", verbose_name=_("incident"), db_index=False
    )
    title = models.CharField(_("what it is"), max_length=200)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        default="log",
        choices=[
            ("log", _("Log or export")),
            ("image", _("Image of a disk or memory")),
            ("mail", _("Message")),
            ("document", _("Document")),
            ("picture", _("Screenshot or photograph")),
            ("device", _("Device or carrier")),
            ("statement", _("What somebody said")),
            ("other", _("Other")),
        ],
    )
    source = models.CharField(_("where it comes from"), max_length=300)
    method = models.TextField(_("how it was taken"), blank=True, max_length=5_000)
    collected_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("collected by")
    )
    collected_at = models.DateTimeField(_("collected at"))
    kept_at = models.CharField(_("where it is kept"), max_length=300, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    hash_checked_at = models.DateTimeField(_("hash compared at"), null=True, blank=True)
    holder = models.CharField(_("in the hands of"), max_length=200, blank=True)
    keep_until = models.DateField(_("keep until"), null=True, blank=True)
    state = StateField(EVIDENCE_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("incident", "title", "kind", "state", "collected_at", "keep_until")
