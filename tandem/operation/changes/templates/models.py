"""What is changed again and again, in the same way."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration, Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.changes.models import KINDS

LITTLE = [("none", _("None")), ("minor", _("Minor"))]
TEMPLATE_STATES = (
    State("draft", _("Draft"), "quiet"),
    State("approved", _("In force"), "good"),
    State("retired", _("Retired"), "quiet", final=True),
)


class ChangeTemplateQuerySet(RecordQuerySet):
    def in_force(self) -> "ChangeTemplateQuerySet":
        """Templates by which standard changes may be made."""
        return self.filter(state="approved")


class ChangeTemplate(Record):
    """A standard change: known, of little risk, approved once for all the times it is made in just this way."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("what is changed"), max_length=20, choices=KINDS, default="service")
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    reason = models.TextField(_("when it is used"), max_length=5_000)
    description = models.TextField(_("how it is made"), blank=True, max_length=10_000)
    tasks = Words(_("tasks"), blank=True, most=50, longest=200)
    minutes = Duration(_("takes"), unit="minutes", default=60)
    service_impact = models.CharField(_("impact on services"), max_length=8, choices=LITTLE, blank=True)
    service_effect = models.TextField(_("what services feel of it"), blank=True, max_length=5_000)
    security_impact = models.CharField(_("impact on security"), max_length=8, choices=LITTLE, blank=True)
    security_effect = models.TextField(_("what it means for security"), blank=True, max_length=5_000)
    benefit = models.TextField(_("benefit, risk and feasibility"), blank=True, max_length=5_000)
    resources = models.TextField(_("with what means"), blank=True, max_length=5_000)
    test = models.TextField(_("how it is tested"), blank=True, max_length=5_000)
    announced = models.TextField(_("who is told"), blank=True, max_length=2_000)
    way_back = models.TextField(_("way back"), blank=True, max_length=5_000)
    approved_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("approved by"),
        db_index=False,
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    review_months = Duration(_("review every … months"), default=12)
    last_review = models.DateField(_("last review"), null=True, blank=True)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    state = StateField(TEMPLATE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ChangeTemplateQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "service", "state", "next_review")
