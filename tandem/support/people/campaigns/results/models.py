"""How people did in a short test."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField
from tandem.support.people.campaigns.models import AwarenessCampaign
from tandem.support.people.models import Person

RESULT_STATES = (
    State("asked", _("Asked"), "waiting"),
    State("passed", _("Passed"), "good", final=True),
    State("failed", _("Not passed yet"), "bad"),
    State("lapsed", _("Lapsed"), "quiet", final=True),
)


class TestResult(Record):
    """That somebody is asked for the test of a campaign, what they answered last, and whether they passed."""

    __test__ = False

    campaign = models.ForeignKey(
        AwarenessCampaign, models.PROTECT, related_name="results", verbose_name=_("campaign"), db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="test_results", verbose_name=_("person"), db_index=False
    )
    title = models.CharField(_("test"), max_length=200, editable=False)
    due = models.DateField(_("to be taken by"), null=True, blank=True)
    answers = Words(_("answers, in the order of the questions"), blank=True, keeps_repeats=True, most=100, longest=300)
    right = models.PositiveSmallIntegerField(_("right answers"), null=True, blank=True)
    of = models.PositiveSmallIntegerField(_("of questions"), null=True, blank=True, editable=False)
    score = models.PositiveSmallIntegerField(_("result in per cent"), null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("times taken"), default=0, editable=False)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    state = StateField(RESULT_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("campaign", "person", "title", "state", "due", "taken_on", "score")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["campaign", "person"],
                name="one_test_each",
                violation_error_message=_("This person is asked already."),
            ),
        ]
