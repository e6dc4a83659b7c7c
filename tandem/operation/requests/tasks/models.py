"""What is done to fulfil a request."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.requests.models import ServiceRequest

TASK_STATES = (
    State("open", _("To do"), "active"),
    State("waiting", _("Comes later"), "quiet"),
    State("done", _("Done"), "good", final=True),
    State("skipped", _("Left out"), "quiet", final=True),
)


class RequestTask(Record):
    """One thing to do for a request, in its order, with how it is done."""

    request = models.ForeignKey(ServiceRequest, models.PROTECT, related_name="tasks", verbose_name=_("service request"))
    title = models.CharField(_("task"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    instructions = models.TextField(_("how it is done"), blank=True, max_length=20_000)
    group = models.CharField(_("by group"), max_length=100, blank=True)
    assignee = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by person"),
        db_index=False,
    )
    due = models.DateField(_("due"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=500, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("done by"),
        db_index=False,
    )
    state = StateField(TASK_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("title", "request", "state", "assignee", "due", "group")
