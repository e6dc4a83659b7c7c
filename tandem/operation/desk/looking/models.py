"""Who has a ticket open at this moment."""

from django.db import models

from tandem.ground.kernel.models import Scoped


class Look(Scoped):
    """The ticket that somebody has open, and when that was last so: one for each person, in no history."""

    register = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", db_index=False)
    seen_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organization", "user"], name="looks_at_one_ticket")]
        indexes = [models.Index(fields=["organization", "register", "record_id"], name="who_looks_at_it")]
