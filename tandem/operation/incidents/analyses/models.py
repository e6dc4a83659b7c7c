"""Analyses of security incidents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

ANALYSIS_STATES = (State("begun", _("Begun"), "active"), State("done", _("Done"), "good", final=True))


class SecurityAnalysis(Record):
    """A look at the security incidents of some months: kinds, numbers, effects, and what could be better."""

    title = models.CharField(_("title"), max_length=200)
    begins = models.DateField(_("incidents from"))
    ends = models.DateField(_("incidents to"))
    count = models.PositiveIntegerField(_("security incidents"), default=0, editable=False)
    kinds = models.TextField(_("how many of which kind"), blank=True, max_length=5_000, editable=False)
    findings = models.TextField(_("what kinds, numbers and effects show"), blank=True, max_length=10_000)
    better = models.TextField(_("what could be better"), blank=True, max_length=10_000)
    analysed_on = models.DateField(_("analysed on"), null=True, blank=True, editable=False)
    analysed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("analysed by"),
        db_index=False,
    )
    state = StateField(ANALYSIS_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "analysed_on", "ends")
