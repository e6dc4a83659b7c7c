"""Who has an incident open at this moment."""

from django.db import models

from tandem.ground.kernel.models import Scoped
from tandem.operation.incidents.models import Incident


class IncidentLook(Scoped):
    """The incident that somebody has open, and when that was last so: one for each person, in no history."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="looks")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", db_index=False)
    seen_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=["organization", "user"], name="looks_at_one_incident")]
