"""Other plans, and the version of the service management plan that they follow."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed


def _plan(to: str, label: Any) -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(to, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=label)


class PlanAlignment(Record):
    """That another plan follows a version of the service management plan, and how (20000-1:2018 6.3)."""

    title = models.CharField(_("other plan"), max_length=300, blank=True)
    plan = models.ForeignKey(
        "objectives.ServiceManagementPlan",
        models.PROTECT,
        related_name="alignments",
        verbose_name=_("service management plan"),
        db_index=False,
    )
    document = _plan("documents.Document", _("plan kept as a document"))
    continuity_plan = _plan("continuity.ContinuityPlan", _("continuity plan"))
    capacity_plan = _plan("capacity.CapacityPlan", _("capacity plan"))
    how = models.TextField(_("how it follows"), max_length=5_000)

    class Meta(Record.Meta):
        indexes = indexed("title", "plan")
