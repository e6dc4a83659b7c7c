"""What audits found."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import VERDICTS, Audit
from tandem.evaluation.audits.programmes.topics.models import AuditTopic
from tandem.evaluation.audits.questions.models import AuditQuestion
from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, RecordManager, RecordQuerySet, indexed
from tandem.ground.kernel.states import State, StateField

FINDING_STATES = (
    State("noted", _("Noted"), "quiet"),
    State("open", _("To be put right"), "bad"),
    State("corrected", _("Put right, effect to be seen"), "waiting"),
    State("effective", _("Effective"), "good", final=True),
    State("withdrawn", _("Withdrawn"), "quiet", final=True),
)
NONCONFORMING = ("minor", "major")


class AuditFindingQuerySet(RecordQuerySet):
    def nonconforming(self) -> "AuditFindingQuerySet":
        """Minor and major nonconformities that were not withdrawn."""
        return self.filter(grade__in=NONCONFORMING).exclude(state="withdrawn")

    def unsettled(self) -> "AuditFindingQuerySet":
        """Nonconformities that are not effective yet."""
        return self.nonconforming().exclude(state="effective")


class AuditFinding(Record):
    """What an audit found, once, with a verdict for each standard, followed until what was done is effective."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="findings", verbose_name=_("audit"), db_index=False)
    question = models.ForeignKey(
        AuditQuestion,
        models.PROTECT,
        related_name="findings",
        null=True,
        blank=True,
        verbose_name=_("question"),
        db_index=False,
    )
    topic = models.ForeignKey(
        AuditTopic, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("topic"), db_index=False
    )
    title = models.CharField(_("finding"), max_length=300)
    seen = models.TextField(_("what was seen"), blank=True, max_length=10_000)
    requirements = Words(_("requirements"), blank=True)
    verdict_20 = models.CharField(_("verdict for 20000-1"), max_length=12, choices=VERDICTS, blank=True)
    verdict_27 = models.CharField(_("verdict for 27001"), max_length=12, choices=VERDICTS, blank=True)
    grade = models.CharField(_("grade"), max_length=12, choices=VERDICTS, blank=True, editable=False)
    due = models.DateField(_("to be put right by"), null=True, blank=True)
    correction = models.TextField(_("what was put right"), blank=True, max_length=5_000)
    cause = models.TextField(_("cause"), blank=True, max_length=5_000)
    action = models.TextField(_("what keeps it from coming back"), blank=True, max_length=5_000)
    corrected_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        verbose_name=_("put right by"),
    )
    corrected_on = models.DateField(_("put right on"), null=True, blank=True, editable=False)
    nonconformity = models.ForeignKey(
        "improvement.Nonconformity",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        verbose_name=_("worked through as"),
    )
    effect = models.TextField(_("how the effect was seen"), blank=True, max_length=5_000)
    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("verified by")
    )
    state = StateField(FINDING_STATES, max_length=10)

    objects: ClassVar[Any] = RecordManager.from_queryset(AuditFindingQuerySet)()

    class Meta(Record.Meta):
        indexes = indexed("audit", "title", "grade", "state", "due", "question", "topic", "nonconformity")
