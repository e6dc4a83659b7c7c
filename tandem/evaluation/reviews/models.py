"""Management reviews: one meeting for both standards."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

REVIEW_STATES = (
    State("planned", _("Planned"), "waiting"),
    State("invited", _("Invited"), "waiting"),
    State("held", _("Held, minutes to come"), "active"),
    State("minuted", _("Minutes written"), "waiting"),
    State("approved", _("Minutes approved"), "good", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)
COMING = ("planned", "invited")
FROZEN = ("held", "minuted", "approved")


class ReviewQuerySet(RecordQuerySet):
    def held(self) -> Self:
        """Reviews whose figures are frozen."""
        return self.filter(state__in=FROZEN)


class Review(Record):
    """A meeting in which top management looks at the management system as a whole and decides."""

    title = models.CharField(_("title"), max_length=200)
    standards = Words(_("standards"), blank=True)
    meets_on = models.DateField(_("meets on"))
    place = models.CharField(_("where"), max_length=200, blank=True)
    chair = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("leads the meeting")
    )
    purpose = models.TextField(_("occasion"), blank=True, max_length=5_000)
    invited_on = models.DateField(_("invited on"), null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("figures frozen at"), null=True, blank=True, editable=False)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, editable=False, verbose_name=_("review before")
    )
    lacking_20 = models.PositiveSmallIntegerField(
        _("inputs of 20000-1 that lack"), null=True, blank=True, editable=False
    )
    lacking_27 = models.PositiveSmallIntegerField(_("inputs of 27001 that lack"), null=True, blank=True, editable=False)
    minutes = models.TextField(_("minutes"), blank=True, max_length=30_000)
    minuted_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("minutes by"),
    )
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    state = StateField(REVIEW_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ReviewQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "meets_on", "held_on")
