"""From any record to what it showed: a nonconformity or an improvement that names it as its source."""

from typing import Any
from urllib.parse import urlencode

from tandem.evaluation.improvement.nonconformities.register import NONCONFORMITIES
from tandem.evaluation.improvement.register import IMPROVEMENTS
from tandem.evaluation.improvement.vocabulary import SOURCE_OF
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions
from tandem.ground.kernel.registers import Register

OWN_WING = (NONCONFORMITIES.key, IMPROVEMENTS.key, "corrective-actions", "effectiveness-checks")

BY_STEP = {("audit-findings", NONCONFORMITIES.key)}  # there a step opens it, and both stay linked


def offers(visit: Visit, register: Register, record: Any) -> list[dict[str, Any]]:
    """The registers in which somebody may write down what this record showed, each with the address of its form."""
    if register.key in OWN_WING:
        return []
    query = urlencode(_named(register, record))
    return [
        {"what": target.singular, "icon": target.icon, "url": f"{visit.url('create', target.key)}?{query}"}
        for target in (NONCONFORMITIES, IMPROVEMENTS)
        if permissions.may_create(visit.actor, target) and (register.key, target.key) not in BY_STEP
    ]


def _named(register: Register, record: Any) -> dict[str, str]:
    return {
        "source": SOURCE_OF.get(register.key, "people"),
        "source_register": register.key,
        "source_reference": record.reference,
    }
