"""Work for security that comes round again."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

WORK_STATES = (State("active", _("Goes on"), "good"), State("ended", _("Ended"), "quiet", final=True))
KINDS = [
    ("access-review", _("Access review")),
    ("privileged-review", _("Review of privileged access")),
    ("restore-test", _("Restore test")),
    ("log-review", _("Log review")),
    ("certificate-check", _("Certificate check")),
    ("patch-review", _("Patch review")),
    ("configuration-check", _("Configuration check")),
    ("site-walk", _("Walk through a site")),
    ("exercise", _("Exercise")),
    ("other", _("Other")),
]


class WorkQuerySet(RecordQuerySet):
    def due_before(self, day: date) -> "WorkQuerySet":
        """Work that goes on and should have been done before this day."""
        return self.filter(state="active", next_due__lt=day)


class RecurringWork(Record):
    """Work that is done again and again: what, over which items or people, how often, by whom; for which control."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS, default="other")
    control = models.ForeignKey(
        "controls.Control",
        models.PROTECT,
        related_name="recurring_work",
        null=True,
        blank=True,
        verbose_name=_("control it tests"),
    )
    instructions = models.TextField(_("how it is done"), blank=True, max_length=10_000)
    covers = models.TextField(_("over which items or people"), blank=True, max_length=5_000)
    every_months = models.PositiveSmallIntegerField(_("every … months"), default=3)
    last_done = models.DateField(_("last done"), null=True, blank=True, editable=False)
    next_due = models.DateField(_("due"), null=True, blank=True)
    state = StateField(WORK_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(WorkQuerySet)()

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "kind", "state", "next_due"),
            models.Index(fields=["organization", "control", "id"]),
        ]
