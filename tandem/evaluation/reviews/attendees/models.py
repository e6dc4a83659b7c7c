"""Who is invited to a review, and who came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.reviews.models import Review
from tandem.ground.kernel.records import Record, indexed


class ReviewAttendee(Record):
    """Somebody who is invited to a review, in which function, and whether they came."""

    review = models.ForeignKey(
        Review, models.PROTECT, related_name="attendees", verbose_name=_("review"), db_index=False
    )
    person = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("person"),
    )
    title = models.CharField(_("name"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    is_top = models.BooleanField(_("top management"), default=False)
    came = models.BooleanField(_("came"), null=True, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("review", "title", "is_top", "came")
