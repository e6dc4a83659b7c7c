"""Topics of an audit programme: what is audited as one."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.programmes.models import AuditProgramme
from tandem.ground.kernel.fields import Words
from tandem.ground.kernel.records import Record, indexed

IMPORTANCE = [(1, _("Low")), (2, _("Normal")), (3, _("High"))]
RESULTS = [
    ("none", _("Not audited yet")),
    ("conformity", _("Conforms")),
    ("minor", _("Minor nonconformity")),
    ("major", _("Major nonconformity")),
]


KINDS = [
    ("requirements", _("Requirements")),
    ("process", _("Process")),
    ("unit", _("Organizational unit")),
    ("site", _("Site")),
    ("service", _("Service")),
]


def _thing(to: str, label: Any) -> "models.ForeignKey[models.Model | None, models.Model | None]":
    return models.ForeignKey(
        to, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=label, db_index=False
    )


class AuditTopic(Record):
    """One thing that is audited as a whole: a group of requirements, a process, a unit, a site or a service."""

    programme = models.ForeignKey(
        AuditProgramme, models.PROTECT, related_name="topics", verbose_name=_("programme"), db_index=False
    )
    title = models.CharField(_("topic"), max_length=200, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=12,
        default="requirements",
        choices=KINDS,
    )
    process = _thing("leadership.Process", _("process"))
    unit = _thing("people.OrganizationalUnit", _("unit"))
    site = _thing("people.Site", _("site"))
    service = _thing("services.Service", _("service"))
    requirements = Words(_("requirements"), blank=True)
    responsible = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("answers for it"),
    )
    importance = models.PositiveSmallIntegerField(_("importance and risk"), choices=IMPORTANCE, default=2)
    why = models.CharField(_("why so important"), max_length=300, blank=True)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    standards = Words(_("standards"), blank=True, editable=False)
    last_audited = models.DateField(_("last audited"), null=True, blank=True, editable=False)
    last_result = models.CharField(_("last result"), max_length=12, choices=RESULTS, default="none", editable=False)
    every_months = models.PositiveSmallIntegerField(_("every … months"), null=True, blank=True, editable=False)
    next_due = models.DateField(_("due by"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        indexes = indexed("programme", "title", "kind", "importance", "next_due", "last_result")
