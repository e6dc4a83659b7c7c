"""Major incidents: who leads, who was told when, and what the review found."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.incidents.models import Incident

MAJOR_STATES = (
    State("declared", _("Declared"), "bad", next="tell-management"),
    State("over", _("Over, to be reviewed"), "waiting", next="review"),
    State("reviewed", _("Reviewed"), "good", final=True),
    State("stood-down", _("Stood down"), "quiet", final=True),
)


def _part(words: Any) -> Any:
    """Somebody who has a part in it."""
    return models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=words, db_index=False
    )


class MajorIncidentQuerySet(RecordQuerySet):
    def standing(self) -> "MajorIncidentQuerySet":
        """Declarations that were not taken back."""
        return self.exclude(state="stood-down")


class MajorIncident(Record):
    """The declaration that an incident is a major one: roles, when top management was told, the review after it."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="declarations", verbose_name=_("incident"), db_index=False
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    why = models.CharField(_("why it is a major incident"), max_length=500, blank=True)
    effect = models.TextField(_("who and what is hit"), blank=True, max_length=5_000)
    declared_at = models.DateTimeField(_("declared at"), null=True, blank=True)
    declared_by = _part(_("declared by"))
    manager = _part(_("leads it"))
    communicator = _part(_("speaks for it"))
    technical_lead = _part(_("leads the technical work"))
    meeting = models.CharField(_("where people meet"), max_length=300, blank=True)
    management_told = models.CharField(_("who of top management was told"), max_length=200, blank=True)
    management_told_at = models.DateTimeField(_("top management told at"), null=True, blank=True)
    management_told_by = _part(_("told by"))
    over_at = models.DateTimeField(_("over since"), null=True, blank=True)
    took_part = models.CharField(_("who took part in the review"), max_length=500, blank=True)
    review = models.TextField(_("what the review found"), blank=True, max_length=20_000)
    better = models.TextField(_("what is to be better"), blank=True, max_length=10_000)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    reviewed_by = _part(_("reviewed by"))
    state = StateField(MAJOR_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(MajorIncidentQuerySet)()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "incident"],
                condition=~Q(state="stood-down"),
                name="declared_major_once",
                violation_error_message=_("It is declared as a major incident already."),
            ),
        ]
        indexes = indexed("title", "incident", "state", "declared_at", "manager", "reviewed_on")
