"""What reviews decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.reviews.inputs.models import ReviewInput
from tandem.evaluation.reviews.models import Review
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

DECISION_STATES = (
    State("open", _("To be done"), "active"),
    State("done", _("Done"), "good", final=True),
    State("dropped", _("Dropped"), "quiet", final=True),
    State("noted", _("Nothing to do"), "quiet", final=True),
)


class ReviewDecision(Record):
    """Something a review decided; what is to be done waits as an action for somebody until a day."""

    review = models.ForeignKey(
        Review, models.PROTECT, related_name="decisions", verbose_name=_("review"), db_index=False
    )
    input = models.ForeignKey(
        ReviewInput,
        models.PROTECT,
        related_name="decisions",
        null=True,
        blank=True,
        verbose_name=_("input"),
        db_index=False,
    )
    title = models.CharField(_("decision"), max_length=300)
    kind = models.CharField(
        _("about"),
        max_length=12,
        default="improvement",
        choices=[
            ("improvement", _("Improvement")),
            ("change", _("Change to the management system or services")),
            ("resources", _("Resources")),
            ("other", _("Something else")),
        ],
    )
    is_none_needed = models.BooleanField(_("nothing is needed"), default=False)
    details = models.TextField(_("details"), blank=True, max_length=5_000)
    due = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    state = StateField(DECISION_STATES, max_length=8)

    class Meta(Record.Meta):
        indexes = indexed("review", "title", "kind", "due", "state", "input")
