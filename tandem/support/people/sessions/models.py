"""Training sessions: held for several people at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Duration
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.support.people.campaigns.models import AwarenessCampaign
from tandem.support.people.vocabulary import AUDIENCES, KINDS

SESSION_STATES = (
    State("planned", _("Planned"), "waiting"),
    State("held", _("Held, effect to be judged"), "active"),
    State("judged", _("Effect judged"), "good", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)
HELPED = [("yes", _("Yes")), ("partly", _("In part")), ("no", _("No"))]


class TrainingSession(Record):
    """One session of a training: what people can do afterwards, who came, and weeks later whether it helped."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, default="training", choices=KINDS)
    aims = models.TextField(_("what people can do afterwards"), blank=True, max_length=5_000)
    competence = models.CharField(_("competence it builds"), max_length=200, blank=True)
    campaign = models.ForeignKey(
        AwarenessCampaign,
        models.PROTECT,
        related_name="sessions",
        null=True,
        blank=True,
        verbose_name=_("campaign"),
        db_index=False,
    )
    trainer = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("trainer"),
        db_index=False,
    )
    trainer_outside = models.CharField(_("trainer from outside"), max_length=200, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    whom = models.CharField(_("for whom"), max_length=10, default="named", choices=AUDIENCES)
    whom_named = models.CharField(_("unit, role or competence"), max_length=200, blank=True)
    planned_on = models.DateField(_("planned on"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    valid_months = Duration(_("repeat after … months"), null=True, blank=True)
    judge_from = models.DateField(_("effect can be judged from"), null=True, blank=True)
    helped = models.CharField(_("did it help?"), max_length=6, choices=HELPED, blank=True)
    effect = models.TextField(_("what people do differently"), blank=True, max_length=5_000)
    effect_on = models.DateField(_("effect judged on"), null=True, blank=True)
    judged_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("judged by"),
        db_index=False,
    )
    invited = models.PositiveIntegerField(_("people invited"), default=0, editable=False)
    came = models.PositiveIntegerField(_("people who came"), default=0, editable=False)
    state = StateField(SESSION_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "kind", "state", "planned_on", "held_on", "judge_from", "campaign")
