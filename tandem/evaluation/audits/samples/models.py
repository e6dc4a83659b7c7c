"""Samples that can be drawn again on another machine."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import Audit
from tandem.evaluation.audits.questions.models import AuditQuestion
from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

SAMPLE_STATES = (
    State("planned", _("Planned"), "waiting"),
    State("committed", _("Seed committed"), "active"),
    State("frozen", _("Population frozen"), "active"),
    State("drawn", _("Drawn"), "active"),
    State("examined", _("Examined"), "good", final=True),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)


class AuditSample(Record):
    """Which records of a register an audit looks at: by a draw that anybody can repeat, or chosen by the auditor.

    The seed is in the ledger before the population is frozen, so that neither could be fitted to the other.
    """

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="samples", verbose_name=_("audit"), db_index=False)
    question = models.ForeignKey(
        AuditQuestion,
        models.PROTECT,
        related_name="samples",
        null=True,
        blank=True,
        verbose_name=_("question"),
        db_index=False,
    )
    title = models.CharField(_("what the sample is to show"), max_length=200)
    method = models.CharField(
        _("method"),
        max_length=8,
        default="random",
        choices=[("random", _("Drawn by a seed")), ("chosen", _("Chosen by the auditor"))],
    )
    population = models.CharField(_("register"), max_length=50)
    filters = models.CharField(_("filter"), max_length=500, blank=True)
    wanted = models.PositiveSmallIntegerField(_("how many"), default=5)
    seed = models.CharField(_("seed"), max_length=64, blank=True, editable=False)
    committed_at = models.DateTimeField(_("seed committed at"), null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("population frozen at"), null=True, blank=True, editable=False)
    frozen = Words(_("population"), blank=True, editable=False)
    population_count = models.PositiveIntegerField(_("in the population"), null=True, blank=True, editable=False)
    digest = models.CharField(_("SHA-256 of the population"), max_length=64, blank=True, editable=False)
    drawn = Words(_("drawn"), blank=True, editable=False)
    drawn_at = models.DateTimeField(_("drawn at"), null=True, blank=True, editable=False)
    conclusion = models.TextField(_("what the sample shows"), blank=True, max_length=5_000)
    state = StateField(SAMPLE_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("audit", "title", "state", "question")
