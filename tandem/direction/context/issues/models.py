"""Issues outside and inside."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.context.models import Watched
from tandem.ground.kernel.records import indexed


class ContextIssue(Watched):
    """Something outside or inside that helps or hinders the management system."""

    kind = models.CharField(
        _("where"), max_length=10, choices=[("external", _("Outside")), ("internal", _("Inside"))], default="external"
    )
    direction = models.CharField(
        _("effect"),
        max_length=10,
        choices=[("hinders", _("Hinders")), ("helps", _("Helps")), ("both", _("Both"))],
        default="hinders",
    )
    concerns_services = models.BooleanField(_("concerns services"), default=True)
    concerns_security = models.BooleanField(_("concerns information security"), default=True)
    is_climate = models.BooleanField(_("concerns climate change"), default=False)
    is_relevant = models.BooleanField(_("matters to the management system"), null=True, blank=True)
    conclusion = models.TextField(_("what follows from it"), blank=True, max_length=5_000)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta(Watched.Meta):
        indexes = indexed("title", "kind", "state", "next_review")
