"""What is looked at every morning."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

DAYS = [("workdays", _("Monday to Friday")), ("daily", _("Every day"))]
CHECK_STATES = (
    State("in-use", _("In use"), "good"),
    State("retired", _("Retired"), "quiet", final=True),
)


class MorningCheck(Record):
    """Something that is looked at every morning before users do: what, how, what is right, and who does it."""

    title = models.CharField(_("what is looked at"), max_length=150)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    days = models.CharField(_("on which days"), max_length=8, choices=DAYS, default="workdays")
    how = models.TextField(_("how, and what is right"), max_length=5_000)
    state = StateField(CHECK_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "service", "state")
