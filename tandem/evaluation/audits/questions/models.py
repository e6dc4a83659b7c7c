"""The checklist of an audit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import VERDICTS, Audit
from tandem.evaluation.audits.programmes.topics.models import AuditTopic
from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed


class AuditQuestion(Record):
    """One question of a checklist, asked once, with the references of both standards and a verdict for each."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="questions", verbose_name=_("audit"), db_index=False)
    topic = models.ForeignKey(
        AuditTopic,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("topic"),
        db_index=False,
    )
    position = models.PositiveSmallIntegerField(_("number"), default=0)
    title = models.CharField(_("question"), max_length=300)
    requirements = Words(_("requirements"), blank=True)
    standing = models.TextField(_("what the records said beforehand"), blank=True, max_length=2_000)
    earlier = models.TextField(_("earlier findings"), blank=True, max_length=1_000)
    asks_20 = models.BooleanField(_("20000-1 asks"), default=False, editable=False)
    asks_27 = models.BooleanField(_("27001 asks"), default=False, editable=False)
    verdict_20 = models.CharField(_("verdict for 20000-1"), max_length=12, choices=VERDICTS, blank=True)
    verdict_27 = models.CharField(_("verdict for 27001"), max_length=12, choices=VERDICTS, blank=True)
    seen = models.TextField(_("what was seen"), blank=True, max_length=10_000)
    is_answered = models.BooleanField(_("answered"), default=False, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        verbose_name=_("answered by"),
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = indexed("audit", "position", "title", "is_answered")
