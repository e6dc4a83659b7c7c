"""What the management system needs: people, means, information, money."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

KINDS = [
    ("human", _("People")),
    ("technical", _("Technical means")),
    ("information", _("Information")),
    ("financial", _("Money")),
]
RESOURCE_STATES = (
    State("asked", _("Asked for"), "waiting"),
    State("granted", _("Granted"), "active"),
    State("declined", _("Declined"), "quiet"),
    State("provided", _("There"), "good"),
    State("ended", _("Not needed any more"), "quiet", final=True),
)


class ResourceQuerySet(RecordQuerySet):
    def late(self, day: Any) -> "ResourceQuerySet":
        """What was needed before this day and is not there."""
        return self.filter(state__in=("asked", "granted"), needed_by__lt=day)


class ResourceNeed(Record):
    """Something that services or security need to be run: what for, decided by whom, and whether it is there."""

    title = models.CharField(_("what is needed"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    purpose = models.TextField(_("what for"), max_length=5_000)
    amount = models.CharField(_("how much"), max_length=200, blank=True)
    needed_by = models.DateField(_("needed by"), null=True, blank=True)
    waits = models.CharField(_("what waits for it"), max_length=300, blank=True)
    decision = models.TextField(_("decision and reason"), blank=True, max_length=5_000)
    decided_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("decided by"),
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    provided_on = models.DateField(_("there since"), null=True, blank=True)
    provided = models.CharField(_("what came of it"), max_length=500, blank=True)
    state = StateField(RESOURCE_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(ResourceQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "state", "needed_by", "decided_on", "provided_on")
