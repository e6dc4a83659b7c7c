"""Invocations of continuity plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.models import Action
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.continuity.models import ContinuityPlan

INVOCATION_STATES = (
    State("invoked", _("Invoked"), "bad"),
    State("over", _("Back to normal"), "good", final=True),
)


class PlanInvocation(Record):
    """A time in which a plan was put into effect: why, since when, what happened, and what was learnt."""

    plan = models.ForeignKey(
        ContinuityPlan, models.PROTECT, related_name="invocations", verbose_name=_("continuity plan"), db_index=False
    )
    title = models.CharField(_("what happened"), max_length=200)
    why = models.TextField(_("why it was invoked"), max_length=5_000)
    incident = models.ForeignKey(
        "incidents.Incident",
        models.PROTECT,
        related_name="plan_invocations",
        null=True,
        blank=True,
        verbose_name=_("incident"),
        db_index=False,
    )
    invoked_at = models.DateTimeField(_("invoked at"))
    invoked_by = models.CharField(_("invoked by"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("back to normal at"), null=True, blank=True)
    course = models.TextField(_("course, with times"), blank=True, max_length=30_000)
    lessons = models.TextField(_("what was learnt"), blank=True, max_length=10_000)
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="+", null=True, blank=True, editable=False, verbose_name=_("what follows")
    )
    state = StateField(INVOCATION_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "plan", "incident", "state", "invoked_at", "ended_at")
