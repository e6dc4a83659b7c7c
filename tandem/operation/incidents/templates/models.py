"""Templates of incidents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.incidents.models import IMPACTS

IN_USE = (State("used", _("In use"), "good", next=""), State("retired", _("No longer used"), "quiet", final=True))


class IncidentTemplate(Record):
    """What an incident of a kind that comes again begins with: its words, its weight, its group, its checklist."""

    title = models.CharField(_("title"), max_length=200)
    subject = models.CharField(_("title of the incident"), max_length=200, blank=True)
    description = models.TextField(_("what is written in it"), blank=True, max_length=20_000)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    category = models.CharField(_("category"), max_length=100, blank=True)
    impact = models.PositiveSmallIntegerField(_("impact"), choices=IMPACTS, null=True, blank=True)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=IMPACTS, null=True, blank=True)
    group = models.CharField(_("assignment group"), max_length=100, blank=True)
    checklist = Words(_("checklist"), blank=True, most=50, longest=200)
    state = StateField(IN_USE, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "service")
