"""How groups sign."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record, indexed


class Signature(Record):
    """How one assignment group ends what it writes to those who asked."""

    title = models.CharField(_("assignment group"), max_length=100)
    text = models.TextField(_("signature"), max_length=5_000)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "title"],
                name="one_signature_of_a_group",
                violation_error_message=_("This group has a signature already; change that one."),
            ),
        ]
        indexes = indexed("title")
