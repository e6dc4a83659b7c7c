"""Which bad years come together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.losses.models import Approved
from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import indexed


class LossCorrelation(Approved):
    """Which common causes make bad years come together, and how strongly; a small symmetric matrix."""

    matrix = Words(_("common causes with their correlations"))
    used = Words(_("correlations in use"), keeps_repeats=True, blank=True, editable=False)
    is_nearest = models.BooleanField(
        _("use the nearest possible"),
        default=False,
        help_text=_("Correlations that contradict each other are refused, unless the nearest possible are asked for."),
    )

    class Meta(Approved.Meta):
        abstract = False
        indexes = indexed("title", "state", "approved_on")
