"""Confirmations that there is nothing of a kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.proof.conformity.models import WITHDRAWN

NONE_HERE_STATES = (
    State("confirmed", _("Confirmed"), "good"),
    State("proposed", _("Brought"), "waiting"),
    WITHDRAWN,
)


class NoneHere(Record):
    """That somebody looked and there is nothing of the kind a check asks about: which check, why, until when."""

    title = models.CharField(_("what there is none of"), max_length=200, editable=False)
    check_key = models.CharField(_("check"), max_length=60)
    reason = models.TextField(_("how it was looked for"), max_length=5_000)
    until = models.DateField(_("last day"))
    state = StateField(NONE_HERE_STATES, max_length=12)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("confirmed by")
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, editable=False)

    class Meta(Record.Meta):
        indexes = indexed("title", "check_key", "state", "until")
