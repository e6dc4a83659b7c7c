"""Why incidents could happen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.operation.incidents.models import Incident

CAUSES = [
    ("control-missing", _("Control was not there")),
    ("control-failed", _("Control did not work")),
    ("control-bypassed", _("Control was got round")),
    ("risk-came-true", _("Risk came true")),
    ("risk-again", _("Risk is to be assessed again")),
]


class IncidentCause(Record):
    """Why an incident could happen: a control that failed and how, or a risk that came true; both are then seen to."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="causes", verbose_name=_("incident"), db_index=False
    )
    title = models.CharField(_("in one line"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=CAUSES)
    control = models.ForeignKey(
        "controls.Control",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("own control"),
        db_index=False,
    )
    requirement = models.CharField(_("or control of a catalogue"), max_length=80, blank=True)
    risk = models.ForeignKey(
        "risks.Risk", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("risk"), db_index=False
    )
    explanation = models.TextField(_("how it came about"), blank=True, max_length=10_000)
    due = models.DateField(_("to be put right by"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("incident", "title", "kind", "control", "risk", "requirement", "due")
