"""What has to hold before a service goes live."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.transitions.models import TransitionOfService

CRITERION_STATES = (
    State("open", _("To be tried"), "waiting"),
    State("met", _("Is met"), "good"),
    State("not-met", _("Is not met"), "bad"),
)


class AcceptanceCriterion(Record):
    """One thing that has to hold before a service is accepted, how it is tried, and what came out."""

    transition = models.ForeignKey(
        TransitionOfService, models.PROTECT, related_name="criteria", verbose_name=_("service transition")
    )
    title = models.CharField(_("criterion"), max_length=300)
    method = models.CharField(_("how it is tried"), max_length=500, blank=True)
    evidence = models.TextField(_("evidence"), blank=True, max_length=5_000)
    tried_on = models.DateField(_("tried on"), null=True, blank=True, editable=False)
    tried_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("tried by"),
        db_index=False,
    )
    state = StateField(CRITERION_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "transition", "state")
