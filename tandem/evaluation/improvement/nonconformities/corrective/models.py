"""Corrective actions."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.improvement.nonconformities.models import Nonconformity
from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

CORRECTIVE_STATES = (
    State("open", _("Open"), "active"),
    State("done", _("Done, effect to be judged"), "waiting"),
    State("effective", _("Effective"), "good", final=True),
    State("ineffective", _("Not effective"), "bad", final=True),
    State("dropped", _("Dropped"), "quiet", final=True),
)


class CorrectiveActionQuerySet(RecordQuerySet):
    def open(self) -> "CorrectiveActionQuerySet":
        """Actions still to be done."""
        return self.filter(state="open")

    def due_before(self, day: date) -> "CorrectiveActionQuerySet":
        """Open actions whose day has passed."""
        return self.open().filter(due__lt=day)


class CorrectiveAction(Record):
    """What is done so that a nonconformity does not come again, and how one will see whether it helped."""

    nonconformity = models.ForeignKey(
        Nonconformity, models.PROTECT, related_name="actions", verbose_name=_("nonconformity"), db_index=False
    )
    title = models.CharField(_("what is done"), max_length=200)
    details = models.TextField(_("details"), blank=True, max_length=10_000)
    expected = models.TextField(_("how one will see that it helped"), blank=True, max_length=5_000)
    due = models.DateField(_("to be done by"), null=True, blank=True)
    judge_after = Duration(_("effect judged after … days"), unit="days", default=60)
    judge = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who judges the effect"),
        db_index=False,
    )
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="followed_by",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("follows the ineffective"),
    )
    outcome = models.TextField(_("what was done"), blank=True, max_length=10_000)
    done_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("done by"),
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    state = StateField(CORRECTIVE_STATES, max_length=12)

    objects: ClassVar[Any] = RecordManager.from_queryset(CorrectiveActionQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "due", "nonconformity")
