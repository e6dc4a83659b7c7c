"""To whom complaints go that take too long."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

LEVEL_STATES = (State("used", _("In use"), "good"), State("retired", _("No longer used"), "quiet", final=True))
WHOM = [
    ("keeper", _("Whoever looks after the customer")),
    ("person", _("The person named below")),
    ("managers", _("All managers")),
]
HIGHEST = 5


class ComplaintLevelQuerySet(RecordQuerySet):
    def in_use(self) -> "ComplaintLevelQuerySet":
        """The levels that complaints climb, the lowest at the front."""
        return self.filter(state="used").order_by("level")


class ComplaintLevel(Record):
    """A step that complaints climb which take too long: after how many days, to whom, and by when that one answers."""

    title = models.CharField(_("name"), max_length=150)
    level = models.PositiveSmallIntegerField(
        _("level"), validators=[MinValueValidator(1), MaxValueValidator(HIGHEST)], help_text=_("1 is the first.")
    )
    days = models.PositiveSmallIntegerField(
        _("days past its day"), default=0, validators=[MaxValueValidator(365)], help_text=_("0 is the day after.")
    )
    whom = models.CharField(_("goes to"), max_length=10, choices=WHOM, default="keeper")
    person = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("person"),
        db_index=False,
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to see to it"), default=2, validators=[MaxValueValidator(60)]
    )
    state = StateField(LEVEL_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(ComplaintLevelQuerySet)()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "level"],
                condition=models.Q(state="used"),
                name="one_level_of_complaints_in_use",
                violation_error_message=_("There is such a level already; retire it first."),
            ),
        ]
        indexes = indexed("title", "level", "state")
