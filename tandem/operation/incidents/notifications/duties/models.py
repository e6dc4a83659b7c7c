"""Whom the organization must tell of incidents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.fields import LongDuration
from tandem.ground.kernel.records import Record, indexed
from tandem.ground.kernel.states import State, StateField

NOTIFICATION_DUTY_STATES = (State("active", _("Active"), "good"), State("retired", _("Retired"), "quiet", final=True))


class NotificationDuty(Record):
    """Whom the organization must tell of an incident of some kind, and within how many hours."""

    title = models.CharField(_("title"), max_length=200)
    obligation = models.ForeignKey(
        "context.Obligation",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("obligation"),
        db_index=False,
    )
    recipient = models.CharField(
        _("kind of recipient"),
        max_length=10,
        default="authority",
        choices=[
            ("authority", _("Authority")),
            ("customer", _("Customer")),
            ("persons", _("Persons concerned")),
            ("insurer", _("Insurer")),
            ("partner", _("Partner or supplier")),
            ("internal", _("Own management")),
        ],
    )
    whom = models.CharField(_("whom to notify"), max_length=200, blank=True)
    hours = LongDuration(_("within … hours"), null=True, blank=True)
    applies_when = models.CharField(
        _("applies to"),
        max_length=15,
        default="security",
        choices=[
            ("personal-data", _("Security incidents with personal data")),
            ("security", _("Every security incident")),
            ("major-security", _("Major security incidents")),
            ("major", _("Every major incident")),
        ],
    )
    how = models.CharField(_("by which way"), max_length=300, blank=True)
    content = models.TextField(_("what must be said"), blank=True, max_length=5_000)
    state = StateField(NOTIFICATION_DUTY_STATES, max_length=10)

    class Meta(Record.Meta):
        indexes = indexed("title", "recipient", "hours", "applies_when", "state", "obligation")
