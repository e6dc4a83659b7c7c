"""What people were told and taught."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed
from tandem.support.people.campaigns.models import AwarenessCampaign
from tandem.support.people.models import Person
from tandem.support.people.sessions.models import TrainingSession
from tandem.support.people.vocabulary import KINDS


class Training(Record):
    """What somebody was taught or made aware of, when, and whether it helped."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="trainings", verbose_name=_("person"), db_index=False
    )
    campaign = models.ForeignKey(
        AwarenessCampaign,
        models.PROTECT,
        related_name="trainings",
        null=True,
        blank=True,
        verbose_name=_("campaign"),
        db_index=False,
    )
    title = models.CharField(_("topic"), max_length=200)
    session = models.ForeignKey(
        TrainingSession,
        models.PROTECT,
        related_name="trainings",
        null=True,
        blank=True,
        verbose_name=_("session"),
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=10, default="awareness", choices=KINDS)
    done_on = models.DateField(_("done on"))
    valid_until = models.DateField(_("repeat by"), null=True, blank=True)
    checked_on = models.DateField(_("effect looked at on"), null=True, blank=True)
    effect = models.CharField(_("what it brought"), max_length=500, blank=True)

    class Meta(Record.Meta):
        indexes = [
            *indexed("title", "kind", "done_on", "valid_until"),
            models.Index(fields=["organization", "person", "id"]),
            models.Index(fields=["organization", "campaign", "id"]),
            models.Index(fields=["organization", "session", "id"]),
        ]
