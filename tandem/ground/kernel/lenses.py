"""The two lenses on one record: whether it concerns service management, information security, or both."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.records import Record

LENSES = ("concerns_services", "concerns_security")


class Lensed(Record):
    """A record that counts for service management (20000-1), for information security (27001), or for both."""

    concerns_services = models.BooleanField(_("concerns services"), default=True)
    concerns_security = models.BooleanField(_("concerns information security"), default=True)

    class Meta(Record.Meta):
        abstract = True


def seen_by_neither(record: Any) -> dict[str, str]:
    """The problem of a record that would count for neither standard; none for every other."""
    if record.concerns_services or record.concerns_security:
        return {}
    return {"concerns_services": _now("Say whether it concerns services, information security, or both.")}
