"""The questions of a short test."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed
from tandem.support.people.campaigns.models import AwarenessCampaign


class TestQuestion(Record):
    """One question at the end of a campaign, with the answers to choose from, the right one and why it is right."""

    __test__ = False

    campaign = models.ForeignKey(
        AwarenessCampaign, models.PROTECT, related_name="questions", verbose_name=_("campaign"), db_index=False
    )
    position = models.PositiveSmallIntegerField(_("number"), default=0)
    title = models.CharField(_("question"), max_length=300)
    options = Words(_("answers to choose from"), most=8, longest=300)
    right = models.CharField(_("the right answer"), max_length=300)
    why = models.TextField(_("why it is right"), blank=True, max_length=2_000)

    class Meta(Record.Meta):
        indexes = indexed("campaign", "position", "title")
