"""That what is left of a risk was accepted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.models import Risk
from tandem.ground.kernel.fields import Level
from tandem.ground.kernel.records import Record, indexed


class RiskAcceptance(Record):
    """That the owner of a risk accepted what is left of it: which level, why, until when. Never changed afterwards."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="acceptances", verbose_name=_("risk"), db_index=False)
    level = Level(_("accepted level"), editable=False)
    reason = models.TextField(_("reason"), max_length=5_000)
    until = models.DateField(_("until"))
    accepted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("accepted by")
    )
    accepted_at = models.DateTimeField(_("accepted at"), editable=False, null=True)
    by_manager = models.BooleanField(_("accepted as a manager"), default=False, editable=False)
    accepted_as = models.CharField(_("accepted as"), max_length=200, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = [*indexed("until", "level"), models.Index(fields=["organization", "risk", "id"])]
