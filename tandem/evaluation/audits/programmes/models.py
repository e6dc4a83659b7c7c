"""Audit programmes: what is audited in a cycle, how often, and how."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

PROGRAMME_STATES = (
    State("draft", _("Draft"), "active"),
    State("approved", _("In force"), "good"),
    State("superseded", _("Superseded"), "quiet", final=True),
)


class AuditProgrammeQuerySet(RecordQuerySet):
    def in_force(self) -> "AuditProgramme | None":
        """The approved programme; None while there is none."""
        programme: AuditProgramme | None = self.filter(state="approved").order_by("-pk").first()
        return programme


class AuditProgramme(Record):
    """What is audited within a cycle, how often by risk and earlier results, how, by whom, and to whom it is reported.

    One programme serves both standards (clause 9.2.2 of either).
    """

    title = models.CharField(_("title"), max_length=200)
    standards = Words(_("standards"), blank=True)
    starts_on = models.DateField(_("cycle begins on"))
    ends_on = models.DateField(_("cycle ends on"))
    objectives = models.TextField(_("what the programme is to show"), blank=True, max_length=5_000)
    frequency = models.TextField(_("how often, and why"), blank=True, max_length=5_000)
    methods = models.TextField(_("methods"), blank=True, max_length=5_000)
    responsibilities = models.TextField(_("who plans and audits"), blank=True, max_length=5_000)
    reporting = models.TextField(_("to whom it is reported"), blank=True, max_length=5_000)
    state = StateField(PROGRAMME_STATES, max_length=12)
    approved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("approved by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    open_20 = models.PositiveIntegerField(_("left out of 20000-1"), null=True, blank=True, editable=False)
    open_27 = models.PositiveIntegerField(_("left out of 27001"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = RecordManager.from_queryset(AuditProgrammeQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "starts_on", "ends_on")
