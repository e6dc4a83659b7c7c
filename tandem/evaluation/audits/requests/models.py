"""Evidence that auditors ask for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import Audit
from tandem.evaluation.audits.questions.models import AuditQuestion
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

REQUEST_STATES = (
    State("asked", _("Asked"), "waiting"),
    State("answered", _("Answered"), "active"),
    State("accepted", _("Accepted"), "good", final=True),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)


class EvidenceRequest(Record):
    """What an auditor asks somebody to bring, by when, and what was brought; its owner is the one who is asked."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="requests", verbose_name=_("audit"), db_index=False)
    question = models.ForeignKey(
        AuditQuestion,
        models.PROTECT,
        related_name="requests",
        null=True,
        blank=True,
        verbose_name=_("question"),
        db_index=False,
    )
    title = models.CharField(_("what is asked for"), max_length=300)
    details = models.TextField(_("details"), blank=True, max_length=5_000)
    asked_on = models.DateField(_("asked on"))
    due = models.DateField(_("due"))
    answer = models.TextField(_("answer"), blank=True, max_length=10_000)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    state = StateField(REQUEST_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("audit", "title", "due", "state", "question")
