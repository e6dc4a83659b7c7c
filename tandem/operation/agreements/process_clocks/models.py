"""What the clocks of problems, changes and complaints have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.operation.agreements.clocks.models import Clock
from tandem.operation.agreements.process_targets.models import KINDS, ProcessTarget


class ProcessClock(Clock):
    """The clock of a target that the organization set itself or promised in an agreement."""

    target = models.ForeignKey(
        ProcessTarget, models.PROTECT, related_name="%(class)ss", verbose_name=_("target"), db_index=False
    )
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, blank=True)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )

    class Meta(Clock.Meta):
        abstract = True
