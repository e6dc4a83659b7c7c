"""What was reported stays: no part of an audit is added or taken away once its report is signed."""

from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import REPORTED
from tandem.ground.kernel.patterns.sealed import Sealed

AS_REPORTED = Sealed(
    whole="audit",
    states=REPORTED,
    by="signed_by",
    why=_("The audit is reported and stays as it was; plan another audit."),
)
