"""How much the organization can bear to lose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.losses.models import Approved
from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.money import CURRENCY
from tandem.ground.kernel.records import indexed


class LossTolerance(Approved):
    """How much the organization can bear to lose how often: the curve that every loss curve is held against."""

    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=[CURRENCY])
    points = Words(_("amount and probability, rising amounts"))

    class Meta(Approved.Meta):
        abstract = False
        indexes = indexed("title", "state", "approved_on")
