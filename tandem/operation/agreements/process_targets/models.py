"""Within what time problems, changes and complaints come as far as they should."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import LongDuration, Percentage
from tandem.ground.kernel.models import Action
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.agreements.calendars.models import Calendar
from tandem.operation.agreements.models import Agreement
from tandem.operation.agreements.process_targets.choosing import choose
from tandem.operation.agreements.targets.models import PRIORITIES

KINDS = [
    ("known-error", _("Problem: cause and workaround known")),
    ("solution", _("Problem: solved")),
    ("decision", _("Change: decided")),
    ("answer", _("Complaint: answered")),
    ("closing", _("Complaint: resolved")),
]
OF_PROBLEMS = ("known-error", "solution")
OF_CHANGES = ("decision",)
OF_COMPLAINTS = ("answer", "closing")
CATEGORIES = [
    ("", _("Every category")),
    ("standard", _("Standard")),
    ("normal", _("Normal")),
    ("emergency", _("Emergency")),
]
PROCESS_TARGET_STATES = (
    State("proposed", _("Proposed"), "waiting"),
    State("in-force", _("In force"), "good"),
    State("retired", _("No longer in force"), "quiet", final=True),
)


class ProcessTargetQuerySet(RecordQuerySet):
    def in_force(self) -> "ProcessTargetQuerySet":
        """Targets by which new clocks count."""
        return self.filter(state="in-force")


class ProcessTarget(Record):
    """What the organization sets itself, or promised in an agreement, for how soon a process comes to something.

    It is about every ticket of its kind unless it names a service, an agreement, a priority or a category.
    """

    title = models.CharField(_("title"), max_length=200, blank=True)
    kind = models.CharField(_("what comes in time"), max_length=12, choices=KINDS)
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, related_name="process_targets", verbose_name=_("service hours"), db_index=False
    )
    minutes = LongDuration(_("time promised, in service hours"), unit="minutes")
    share = Percentage(
        _("in at least … percent"),
        max_digits=6,
        decimal_places=3,
        default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="process_targets",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        related_name="process_targets",
        null=True,
        blank=True,
        verbose_name=_("promised in"),
        db_index=False,
    )
    priority = models.PositiveSmallIntegerField(_("priority"), choices=PRIORITIES, default=0)
    category = models.CharField(_("category"), max_length=10, choices=CATEGORIES, blank=True)
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
    measured_until = models.DateField(_("measured until"), null=True, blank=True)
    counted = models.PositiveIntegerField(_("cases in the last month"), null=True, blank=True)
    within = models.PositiveIntegerField(_("of them in time"), null=True, blank=True)
    achieved = Percentage(_("in time, percent"), max_digits=6, decimal_places=3, null=True, blank=True)
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("what follows"), db_index=False
    )
    state = StateField(PROCESS_TARGET_STATES, max_length=8)

    objects: ClassVar[Any] = RecordManager.from_queryset(ProcessTargetQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "service", "agreement", "priority", "state", "approved_on", "achieved")

    @property
    def is_in_force(self) -> bool:
        """Whether new clocks count by it."""
        return self.state == "in-force"

    @property
    def is_missed(self) -> bool:
        """Whether fewer than promised came in time in the month that was measured last."""
        return self.achieved is not None and bool(self.achieved < self.share)

    @property
    def pauses(self) -> Sequence[str]:
        """No waiting stops the clock of a process."""
        return ()

    @property
    def as_reason(self) -> str:
        """The target, where it is why something counts otherwise."""
        return f"By {self.reference}"

    def newer(self, ticket: Any) -> "ProcessTarget | None":
        """The target in force for a ticket; None without another."""
        best: ProcessTarget | None = choose(list(standing((self.kind,))), ticket, self.kind)
        return None if best is None or best.pk == self.pk else best

    def counted_otherwise(self, clocks: Any) -> Any:
        """Of clocks, those of this kind that count by another target."""
        return clocks.filter(kind=self.kind).exclude(target_id=self.pk)

    def target_for(self, clock: Any) -> Any:
        """This target, where it is the one that counts for the ticket of a clock."""
        best = choose(self._of_its_kind, clock.ticket, self.kind)
        return best if best is not None and best.pk == self.pk else None

    @cached_property
    def _of_its_kind(self) -> list[Any]:
        """The targets in force beside it, read once for however many clocks."""
        return list(standing((self.kind,)))


def standing(kinds: Sequence[str]) -> Any:
    """The targets in force of some kinds, with what they are reckoned by."""
    return (
        ProcessTarget.objects.in_force().filter(kind__in=kinds).select_related("calendar", "agreement").order_by("pk")
    )
