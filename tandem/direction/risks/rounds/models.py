"""Rounds of assessment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.methods.models import DOMAINS
from tandem.ground.kernel.fields import Structure
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

RISK_ROUND_STATES = (State("open", _("Open"), "active"), State("closed", _("Closed"), "good", final=True))


class RiskRound(Record):
    """One round of assessment: which risks were looked at in it, and how they stood when it was closed, for good."""

    title = models.CharField(_("title"), max_length=200)
    domain = models.CharField(_("domain"), max_length=24, choices=DOMAINS, blank=True)
    purpose = models.TextField(_("occasion"), blank=True, max_length=5_000)
    participants = models.TextField(_("who takes part"), blank=True, max_length=2_000)
    began_on = models.DateField(_("began on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    conclusion = models.TextField(_("what came of it"), blank=True, max_length=10_000)
    results = Structure(_("results"), default=list, blank=True, editable=False)
    judged = models.PositiveIntegerField(_("risks judged"), null=True, blank=True, editable=False)
    above = models.PositiveIntegerField(_("above what is acceptable"), null=True, blank=True, editable=False)
    state = StateField(RISK_ROUND_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "domain", "state", "began_on", "closed_on")
