"""Who audits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import Audit
from tandem.ground.kernel.records import Record, indexed


class AuditMember(Record):
    """Somebody in the team of an audit, from the organization or from outside."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="team", verbose_name=_("audit"), db_index=False)
    person = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("person"),
    )
    title = models.CharField(_("name"), max_length=200, blank=True)
    part = models.CharField(
        _("part"),
        max_length=10,
        default="auditor",
        choices=[("auditor", _("Auditor")), ("expert", _("Technical expert")), ("observer", _("Observer"))],
    )
    competence = models.CharField(_("competence for it"), max_length=300, blank=True)
    conflict = models.CharField(_("not independent"), max_length=300, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = indexed("audit", "title", "part", "person")
