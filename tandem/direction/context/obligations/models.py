"""What the organization is obliged to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.context.models import Watched
from tandem.direction.context.parties.models import InterestedParty
from tandem.ground.kernel.fields import Duration, Words
from tandem.ground.kernel.records import indexed


class Obligation(Watched):
    """Something a law, a contract or a party asks of the organization, and where it is met."""

    kind = models.CharField(
        _("kind"),
        max_length=12,
        default="contract",
        choices=[
            ("law", _("Law or rule")),
            ("contract", _("Contract")),
            ("need", _("Need or expectation")),
            ("standard", _("Standard")),
            ("own", _("Own commitment")),
        ],
    )
    party = models.ForeignKey(
        InterestedParty,
        models.PROTECT,
        related_name="obligations",
        null=True,
        blank=True,
        verbose_name=_("interested party"),
        db_index=False,
    )
    source = models.CharField(_("where it stands"), max_length=300, blank=True)
    requirements = Words(_("calls for"), blank=True)
    met_by = models.TextField(_("where we meet it"), blank=True, max_length=5_000)
    is_answered = models.BooleanField(_("answered by the management system"), null=True, blank=True)
    concerns_services = models.BooleanField(_("concerns services"), default=True)
    concerns_security = models.BooleanField(_("concerns information security"), default=True)
    notify_hours = Duration(_("notify within … hours"), null=True, blank=True, unit="hours")
    notify_whom = models.CharField(_("whom to notify"), max_length=200, blank=True)

    class Meta(Watched.Meta):
        indexes = indexed("title", "kind", "state", "next_review", "party")
