"""Impact analyses of services."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, LongDuration
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.continuity.models import ContinuityPlan

ANALYSIS_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("agreed", _("Agreed"), "good"),
    State("retired", _("Retired"), "quiet", final=True),
)


class ImpactAnalysis(Record):
    """What is lost while a service is away, how long that can be borne, how soon and how fresh it has to be back.

    `tolerable`, `rto` and `rpo` are minutes: the longest bearable time away, within which time it has to be back, and
    up to how old what comes back may be.
    """

    service = models.ForeignKey(
        "services.Service", models.PROTECT, related_name="impact_analyses", verbose_name=_("service"), db_index=False
    )
    title = models.CharField(_("title"), max_length=250, blank=True, editable=False)
    effects = models.TextField(_("what is lost as time passes"), blank=True, max_length=10_000)
    least = models.TextField(_("the least that has to work"), blank=True, max_length=5_000)
    tolerable = LongDuration(_("longest time that can be borne"), unit="minutes", null=True, blank=True)
    rto = LongDuration(_("recovery time (RTO)"), unit="minutes", null=True, blank=True)
    rpo = LongDuration(_("recovery point (RPO)"), unit="minutes", null=True, blank=True)
    plan = models.ForeignKey(
        ContinuityPlan,
        models.PROTECT,
        related_name="analyses",
        null=True,
        blank=True,
        verbose_name=_("continuity plan"),
        db_index=False,
    )
    gaps = models.PositiveSmallIntegerField(_("open gaps"), default=0, editable=False)
    agreed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("agreed by")
    )
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    review_months = Duration(_("review every … months"), default=12)
    last_review = models.DateField(_("last review"), null=True, blank=True)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    state = StateField(ANALYSIS_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "service", "plan", "state", "rto", "rpo", "gaps", "next_review")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["service"],
                condition=~Q(state="retired"),
                name="one_analysis_of_a_service",
                violation_error_message=_("This service has its impact analysis already; change that one."),
            ),
        ]
