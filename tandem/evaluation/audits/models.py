"""Internal audits: one audit serves both standards."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.programmes.models import AuditProgramme
from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

AUDIT_STATES = (
    State("planned", _("Planned"), "waiting"),
    State("running", _("Being audited"), "active"),
    State("held", _("Held, report to come"), "waiting"),
    State("reported", _("Reported"), "good"),
    State("finished", _("Finished"), "good", final=True),
    State("cancelled", _("Cancelled"), "quiet", final=True),
)
VERDICTS = [
    ("conformity", _("Conforms")),
    ("strength", _("Strength")),
    ("opportunity", _("Opportunity")),
    ("minor", _("Minor nonconformity")),
    ("major", _("Major nonconformity")),
]


COMING = ("planned", "running")
REPORTED = ("reported", "finished")


class AuditQuerySet(RecordQuerySet):
    def done(self) -> "AuditQuerySet":
        """Audits whose closing meeting was held."""
        return self.filter(state__in=("held", "reported", "finished"))


class Audit(Record):
    """One internal audit over one standard or both: what for, of what, by whom, and what it came to."""

    title = models.CharField(_("title"), max_length=200)
    programme = models.ForeignKey(
        AuditProgramme,
        models.PROTECT,
        related_name="audits",
        null=True,
        blank=True,
        verbose_name=_("programme"),
        db_index=False,
    )
    standards = Words(_("standards"), blank=True)
    objectives = models.TextField(_("objectives"), blank=True, max_length=5_000)
    scope = models.TextField(_("scope"), blank=True, max_length=5_000)
    criteria = models.TextField(_("criteria"), blank=True, max_length=5_000)
    methods = models.TextField(_("methods"), blank=True, max_length=5_000)
    lead = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("lead auditor")
    )
    planned_from = models.DateField(_("from"))
    planned_to = models.DateField(_("until"))
    opening = models.TextField(_("opening meeting"), blank=True, max_length=5_000)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closing = models.TextField(_("closing meeting"), blank=True, max_length=5_000)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    report_due = models.DateField(_("report due"), null=True, blank=True, editable=False)
    conclusion = models.TextField(_("conclusion"), blank=True, max_length=10_000)
    distribution = models.TextField(_("goes to"), blank=True, max_length=2_000)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    signed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("signed by")
    )
    received_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("countersigned by")
    )
    received_on = models.DateField(_("countersigned on"), null=True, blank=True)
    conflict = models.CharField(_("not independent"), max_length=300, blank=True, editable=False)
    state = StateField(AUDIT_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(AuditQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("title", "state", "planned_from", "planned_to", "held_on", "reported_on", "programme")
