"""Awareness given to many at once: about security, about the system, about a service."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.support.people.vocabulary import AUDIENCES

CAMPAIGN_STATES = (
    State("planned", _("Planned"), "waiting", next="hold"),
    State("held", _("Held"), "active"),
    State("judged", _("Effect judged"), "good", final=True),
)


class AwarenessCampaign(Record):
    """A session or campaign: what people take along from it, whom it reached, and what it changed.

    One about a service tells those who work on it what was promised and their part in keeping it. A short test at its
    end shows what people took along.
    """

    title = models.CharField(_("title"), max_length=200)
    message = models.TextField(_("what people take along"), max_length=5_000)
    audience = models.CharField(_("for whom"), max_length=300)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="awareness_campaigns",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    promises = models.TextField(_("what was promised, and their part in it"), blank=True, max_length=5_000)
    whom = models.CharField(_("whom the test asks"), max_length=10, default="everybody", choices=AUDIENCES)
    whom_named = models.CharField(_("unit, role or competence"), max_length=200, blank=True)
    pass_mark = models.PositiveSmallIntegerField(_("right answers to pass, in per cent"), default=80)
    test_days = Duration(_("days to take the test"), unit="days", default=14)
    asked = models.PositiveIntegerField(_("people asked"), default=0, editable=False)
    passed = models.PositiveIntegerField(_("people who passed"), default=0, editable=False)
    passed_share = models.PositiveSmallIntegerField(_("passed, in per cent"), default=0, editable=False)
    planned_on = models.DateField(_("planned on"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    reached = models.PositiveIntegerField(_("people reached"), default=0, editable=False)
    effect_on = models.DateField(_("effect judged on"), null=True, blank=True, editable=False)
    effect = models.TextField(_("what it changed"), blank=True, max_length=5_000)
    state = StateField(CAMPAIGN_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "service", "state", "planned_on", "held_on")
