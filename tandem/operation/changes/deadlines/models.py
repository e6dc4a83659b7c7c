"""Within how many days an emergency is decided afterwards."""

from datetime import timedelta
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

USUAL_DAYS, MOST_DAYS = 5, 30
DEADLINE_STATES = (
    State("proposed", _("Proposed"), "waiting"),
    State("in-force", _("In force"), "good"),
    State("retired", _("Replaced"), "quiet", final=True),
)


class DeadlineQuerySet(RecordQuerySet):
    def in_force(self) -> timedelta:
        """The time within which an emergency is decided afterwards: what was approved, else five days."""
        approved = self.filter(state="in-force").order_by("-approved_on", "-pk").values_list("days", flat=True).first()
        return timedelta(days=approved or USUAL_DAYS)


class EmergencyDeadline(Record):
    """Within how many days after an emergency change was made somebody decides about it, and who approved that."""

    title = models.CharField(_("title"), max_length=100)
    days = models.PositiveSmallIntegerField(
        _("days after it was made"),
        default=USUAL_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    reason = models.CharField(_("why so many"), max_length=500)
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
    state = StateField(DEADLINE_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(DeadlineQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "approved_on")
