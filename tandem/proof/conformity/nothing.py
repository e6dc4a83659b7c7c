"""“None here”: that a person confirmed, by a day, that there is nothing of a kind to look at."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tandem.ground.kernel import locales
from tandem.proof.conformity.vocabulary import Result


@dataclass(frozen=True, slots=True)
class NoneHere:
    """Who confirmed it, when, why, and until when it counts."""

    reference: str
    by: str
    on: date
    until: date
    reason: str
    is_over: bool = False

    @property
    def result(self) -> Result:
        """What it makes of a check."""
        return Result.STALE if self.is_over else Result.MET

    @property
    def sentence(self) -> str:
        """As the reason of a check."""
        params = {"by": self.by, "on": locales.day(self.on), "until": locales.day(self.until), "reason": self.reason}
        if self.is_over:
            return _("None here, %(by)s said on %(on)s; that ended on %(until)s.") % params
        return _("None here, as %(by)s confirmed on %(on)s, until %(until)s: %(reason)s") % params
