"""Reviews of incidents: what keeps coming back, and what the solutions of the past achieved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

REVIEW_STATES = (State("begun", _("Begun"), "active"), State("done", _("Done"), "good", final=True))


class ProblemReview(Record):
    """A look at the incidents of some weeks for what makes them come back, and at whether earlier solutions held."""

    title = models.CharField(_("title"), max_length=200)
    begins = models.DateField(_("incidents from"))
    ends = models.DateField(_("incidents to"))
    incidents_seen = models.PositiveIntegerField(_("incidents looked at"), default=0, editable=False)
    problems_judged = models.PositiveIntegerField(_("solutions judged in that time"), default=0, editable=False)
    conclusion = models.TextField(_("what was found"), blank=True, max_length=10_000)
    effects = models.TextField(_("what solutions achieved"), blank=True, max_length=10_000)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("reviewed by"),
        db_index=False,
    )
    state = StateField(REVIEW_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "reviewed_on", "ends")
