"""Who expects something of the management system."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.direction.context.models import Watched
from tandem.ground.kernel.records import indexed


class InterestedParty(Watched):
    """Somebody who expects something of the management system, or on whom it depends."""

    kind = models.CharField(
        _("kind"),
        max_length=12,
        default="customer",
        choices=[
            ("customer", _("Customers")),
            ("users", _("Users")),
            ("owners", _("Owners")),
            ("staff", _("Staff")),
            ("supplier", _("Suppliers")),
            ("authority", _("Authorities")),
            ("insurer", _("Insurers")),
            ("public", _("Public")),
            ("other", _("Others")),
        ],
    )
    contact = models.CharField(_("how we talk"), max_length=300, blank=True)

    class Meta(Watched.Meta):
        indexes = indexed("title", "kind", "state", "next_review")
