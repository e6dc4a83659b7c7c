"""Judgements, confirmations that there is none, and the daily totals that make the trend."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.models import Scoped
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.proof.conformity.vocabulary import Result

VERDICTS = [(result.value, result.label) for result in (Result.MET, Result.NOT_MET)]

WITHDRAWN = State("withdrawn", _("Withdrawn"), "quiet", final=True)
JUDGEMENT_STATES = (
    State("signed", _("Waits for confirmation"), "waiting"),
    State("proposed", _("Brought"), "quiet"),
    State("confirmed", _("Confirmed"), "good"),
    WITHDRAWN,
)


class Judgement(Record):
    """What one person decided where records alone cannot, and another confirmed: on what, why, until when."""

    requirement = models.CharField(_("requirement"), max_length=200)
    verdict = models.CharField(_("judgement"), max_length=20, choices=VERDICTS)
    reason = models.TextField(_("reason"), max_length=10_000)
    until = models.DateField(_("last day"))
    state = StateField(JUDGEMENT_STATES, max_length=12)
    signed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)

    class Meta(Record.Meta):
        indexes = indexed("requirement", "verdict", "state", "until")


class Snapshot(Scoped):
    """How one standard stood on a day: the result of each requirement, from which every total follows."""

    day = models.DateField()
    standard = models.CharField(max_length=200)
    results = models.JSONField(default=dict)
    signature = models.BinaryField(default=b"")

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organization", "standard", "day"], name="one_snapshot_a_day")]

    def __str__(self) -> str:
        return f"{self.standard} {self.day}"
