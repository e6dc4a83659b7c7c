"""What was reported stays: no part of an audit is added or taken away once its report is signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import REPORTED
from tandem.ground.kernel.patterns.sealed import Sealed

STAYS = _("The audit is reported and stays as it was; plan another audit.")
AS_REPORTED = Sealed(whole="audit", states=REPORTED, by="signed_by", why=STAYS)


@dataclass(frozen=True, kw_only=True)
class SaidInReport(Sealed):
    """Also what the report says of each part stays, while other things about it go on."""

    says: tuple[str, ...]

    def named(self) -> tuple[str, ...]:
        """The field that names the whole, and what is said."""
        return (*super().named(), *self.says)

    def fixed(self, record: Any) -> Mapping[str, str]:
        """Everything that was said, each with the reason, once the report is signed."""
        return dict.fromkeys(self.says, str(self.why)) if self.sealed(record) else {}


FOUND_AS_REPORTED = SaidInReport(
    whole="audit",
    states=REPORTED,
    by="signed_by",
    why=STAYS,
    says=("question", "topic", "title", "seen", "requirements", "verdict_20", "verdict_27"),
)
