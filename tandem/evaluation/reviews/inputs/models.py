"""The agenda of a review."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.reviews.models import Review
from tandem.ground.kernel.fields import Structure, Words
from tandem.ground.kernel.records import Record, indexed


class ReviewInput(Record):
    """One point of the agenda: which standard asks for it, its figures as frozen at the meeting, what was said."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="inputs", verbose_name=_("review"), db_index=False)
    position = models.PositiveSmallIntegerField(_("number"), default=0)
    title = models.CharField(_("input"), max_length=200)
    key = models.SlugField(_("key"), max_length=40, blank=True, editable=False)
    requirements = Words(_("asked by"), blank=True, editable=False)
    asks_20 = models.BooleanField(_("20000-1 asks"), default=False, editable=False)
    asks_27 = models.BooleanField(_("27001 asks"), default=False, editable=False)
    statement = models.TextField(_("what is to be said"), blank=True, max_length=10_000)
    figures = Structure(_("figures"), default=list, blank=True, editable=False)
    is_filled = models.BooleanField(_("has figures or words"), default=False, editable=False)
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True, editable=False)
    discussion = models.TextField(_("discussion"), blank=True, max_length=10_000)
    outcome = models.CharField(
        _("outcome"),
        max_length=8,
        blank=True,
        choices=[("nothing", _("Nothing to decide")), ("decided", _("Decided")), ("later", _("To be taken up again"))],
    )

    class Meta(Record.Meta):
        indexes = indexed("review", "position", "title", "outcome")
