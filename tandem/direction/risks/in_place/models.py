"""Which of the organization's controls hold a risk where it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.risks.models import Risk
from tandem.ground.kernel.records import Record, indexed


class ControlInPlace(Record):
    """That one of the organization's controls holds a risk where it is, and what it does about it."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="in_place", verbose_name=_("risk"), db_index=False)
    control = models.ForeignKey(
        "controls.Control", models.PROTECT, related_name="holds", verbose_name=_("control"), db_index=False
    )
    title = models.CharField(_("what it does about the risk"), max_length=300)

    class Meta(Record.Meta):
        indexes = [*indexed("title", "control"), models.Index(fields=["organization", "risk", "id"])]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["organization", "risk", "control"], name="control_in_place_once"),
        ]
