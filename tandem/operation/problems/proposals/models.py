"""Problems that a review proposes from incidents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.operation.problems.models import Problem
from tandem.operation.problems.reviews.models import ProblemReview

KINDS = [("service", _("Service and category")), ("item", _("Item")), ("words", _("Words"))]
PROPOSAL_STATES = (
    State("open", _("To be decided"), "waiting"),
    State("opened", _("Problem opened"), "good", final=True),
    State("joined", _("Part of a problem"), "good", final=True),
    State("left", _("No problem"), "quiet", final=True),
)


class ProblemProposal(Record):
    """Incidents of a review that may have one cause, and what was decided about them."""

    review = models.ForeignKey(
        ProblemReview, models.PROTECT, related_name="proposals", verbose_name=_("review of incidents")
    )
    title = models.CharField(_("what they share"), max_length=200)
    kind = models.CharField(_("found by"), max_length=8, choices=KINDS, default="words")
    count = models.PositiveIntegerField(_("number of incidents"), default=0)
    incidents = Records(_("incidents"), to="incidents.Incident", blank=True, most=500, longest=40)
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("service"),
        db_index=False,
    )
    items = Records(_("items"), to="inventory.Item", blank=True, most=10, longest=40)
    problem = models.ForeignKey(
        Problem, models.PROTECT, related_name="proposals", null=True, blank=True, verbose_name=_("problem")
    )
    state = StateField(PROPOSAL_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "count", "review")
