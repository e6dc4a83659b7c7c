"""What came of recurring work each time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.controls.work.models import RecurringWork
from tandem.ground.kernel.records import Record, indexed


class WorkResult(Record):
    """What came of recurring work once: what was looked at and seen, by whom, and every exception. Never changed."""

    work = models.ForeignKey(RecurringWork, models.PROTECT, related_name="results", verbose_name=_("recurring work"))
    title = models.CharField(_("what was looked at"), max_length=200)
    done_on = models.DateField(_("done on"))
    seen = models.TextField(_("what was seen"), max_length=10_000)
    result = models.CharField(
        _("result"),
        max_length=10,
        default="passed",
        choices=[("passed", _("As it should be")), ("failed", _("Not as it should be")), ("unclear", _("Unclear"))],
    )
    exceptions = models.TextField(
        _("exceptions"), blank=True, max_length=10_000, help_text=_("One line each; each becomes an action.")
    )
    done_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("done by")
    )

    class Meta(Record.Meta):
        indexes = [*indexed("title", "result", "done_on"), models.Index(fields=["organization", "work", "id"])]
