"""Decisions of top management."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.lenses import Lensed
from tandem.ground.kernel.records import indexed
from tandem.ground.kernel.states import State, StateField

SUBJECTS = [
    ("policy", _("Policy")),
    ("objectives", _("Objectives")),
    ("people", _("People")),
    ("money", _("Money")),
    ("plan", _("Service management plan")),
    ("other-parties", _("Control of other parties")),
    ("risk", _("Risk")),
    ("system", _("Management system")),
    ("other", _("Something else")),
]
OCCASIONS = [
    ("meeting", _("Meeting of top management")),
    ("review", _("Management review")),
    ("written", _("In writing")),
]
DECISION_STATES = (
    State("prepared", _("Prepared"), "waiting"),
    State("taken", _("Taken"), "active"),
    State("carried-out", _("Carried out"), "good", final=True),
    State("declined", _("Declined"), "quiet", final=True),
)


class Decision(Lensed):
    """Something that top management decided: what, on what ground, what follows, who sees to it by when."""

    title = models.CharField(_("decision"), max_length=200)
    subject = models.CharField(_("about"), max_length=16, choices=SUBJECTS, default="other")
    occasion = models.CharField(_("where it was taken"), max_length=8, choices=OCCASIONS, default="meeting")
    wording = models.TextField(_("what is decided"), blank=True, max_length=10_000)
    rests_on = models.TextField(_("what it rests on"), blank=True, max_length=10_000)
    consequences = models.TextField(_("what follows from it"), blank=True, max_length=10_000)
    due = models.DateField(_("to be carried out by"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("document it approves"),
        db_index=False,
    )
    taken_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("taken by")
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    result = models.TextField(_("what came of it"), blank=True, max_length=10_000)
    carried_out_on = models.DateField(_("carried out on"), null=True, blank=True)
    state = StateField(DECISION_STATES, max_length=12)

    class Meta(Lensed.Meta):
        indexes = indexed("title", "subject", "state", "taken_on", "due")
