"""The plan of an audit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import Audit
from tandem.ground.kernel.records import Record, indexed


class AuditSession(Record):
    """One appointment in the plan of an audit: when, about what, where, with whom."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="sessions", verbose_name=_("audit"), db_index=False)
    title = models.CharField(_("about"), max_length=200)
    begins_at = models.DateTimeField(_("begins at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    place = models.CharField(_("where"), max_length=200, blank=True)
    auditee = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("talks with"),
    )
    others = models.CharField(_("and with"), max_length=300, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("audit", "title", "begins_at")
