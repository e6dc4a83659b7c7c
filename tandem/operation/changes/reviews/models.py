"""Looking at all changes of some months for what they have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Records
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

REVIEW_STATES = (State("begun", _("Begun"), "active"), State("done", _("Done"), "good", final=True))


class ReviewOfChanges(Record):
    """A look at the changes of some months: how many went wrong or were emergencies, and what follows from it."""

    title = models.CharField(_("title"), max_length=200)
    begins = models.DateField(_("changes made from"))
    ends = models.DateField(_("changes made to"))
    changes_seen = models.PositiveIntegerField(_("changes made"), default=0, editable=False)
    emergencies = models.PositiveIntegerField(_("emergencies among them"), default=0, editable=False)
    unplanned = models.PositiveIntegerField(_("made without a plan"), default=0, editable=False)
    unintended = models.PositiveIntegerField(_("not as intended"), default=0, editable=False)
    with_incidents = models.PositiveIntegerField(_("with incidents"), default=0, editable=False)
    conclusion = models.TextField(_("what was found"), blank=True, max_length=10_000)
    improvements = Records(_("improvements begun"), to="improvement.Improvement", blank=True, most=50, longest=40)
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
