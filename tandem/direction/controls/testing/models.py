"""Tests of controls."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.controls.models import Control
from tandem.ground.kernel.records import Record, indexed


class ControlTest(Record):
    """One test of a control: whether it is well designed, or whether it works; never changed afterwards."""

    control = models.ForeignKey(
        Control, models.PROTECT, related_name="tests", verbose_name=_("control"), db_index=False
    )
    title = models.CharField(_("what was looked at"), max_length=200)
    aspect = models.CharField(
        _("aspect"),
        max_length=10,
        default="operation",
        choices=[("design", _("Design")), ("operation", _("Operation"))],
    )
    result = models.CharField(
        _("result"),
        max_length=8,
        choices=[("passed", _("Passed")), ("failed", _("Failed")), ("unclear", _("Unclear"))],
    )
    done_on = models.DateField(_("done on"))
    sample = models.CharField(_("sample"), max_length=300, blank=True)
    findings = models.TextField(_("findings"), blank=True, max_length=10_000)
    tester = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("tested by")
    )

    class Meta(Record.Meta):
        indexes = [*indexed("title", "result", "done_on"), models.Index(fields=["organization", "control", "id"])]
