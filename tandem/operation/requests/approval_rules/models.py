"""Who has to agree before something is fulfilled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, indexed
from tandem.operation.requests.offerings.models import RequestOffering

KINDS = [
    ("manager", _("Line manager of the person it is for")),
    ("service-owner", _("Owner of the service")),
    ("people", _("People named here")),
]


class ApprovalRule(Record):
    """One step of approval of an offering: who is asked, and how many have to agree."""

    offering = models.ForeignKey(
        RequestOffering, models.PROTECT, related_name="approval_rules", verbose_name=_("request offering")
    )
    title = models.CharField(_("step"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    kind = models.CharField(_("who is asked"), max_length=14, choices=KINDS, default="manager")
    people = Records(_("people"), to="people.Person", blank=True, most=20, longest=40)
    quorum = models.PositiveSmallIntegerField(_("how many have to agree"), default=1)

    class Meta(Record.Meta):
        indexes = indexed("title", "offering", "position")
