"""Updates on major incidents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.incidents.majors.models import MajorIncident

KINDS = [
    ("update", _("Update to those concerned")),
    ("event", _("Something happened")),
    ("decision", _("Decision")),
]
AUDIENCES = [
    ("team", _("Those who work on it")),
    ("staff", _("Everybody inside")),
    ("management", _("Top management")),
    ("callers", _("Callers and customers")),
]
STANDINGS = [
    ("investigating", _("Investigating")),
    ("identified", _("Identified")),
    ("monitoring", _("Monitoring")),
    ("resolved", _("Resolved")),
]


class MajorIncidentUpdate(Record):
    """One line in the course of a major incident: what happened, was decided, or was said to whom; never altered."""

    major = models.ForeignKey(
        MajorIncident, models.PROTECT, related_name="updates", verbose_name=_("major incident"), db_index=False
    )
    title = models.CharField(_("in one line"), max_length=200)
    text = models.TextField(_("what was said"), blank=True, max_length=10_000)
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS, default="update")
    audience = models.CharField(_("for whom"), max_length=12, choices=AUDIENCES, default="team")
    standing = models.CharField(_("how it stands"), max_length=14, choices=STANDINGS, default="investigating")
    happened_at = models.DateTimeField(_("when"), null=True, blank=True)
    next_at = models.DateTimeField(_("next update at"), null=True, blank=True)
    written_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("written by"),
        db_index=False,
    )

    class Meta(Record.Meta):
        indexes = indexed("title", "major", "happened_at", "audience", "kind")
