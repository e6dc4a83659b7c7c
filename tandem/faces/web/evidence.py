"""What an organization has for one requirement: linked records here, computed results where there are checks."""

from typing import Any

from tandem.direction.scope.rules import adopted
from tandem.faces.web.conformity import conformity_of
from tandem.faces.web.shell import Visit
from tandem.ground.catalogue.models import Requirement
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.models import Link


def requirement_evidence(visit: Visit, requirement: Requirement) -> dict[str, Any]:
    """Records that people linked to the requirement, and whether the organization works by its framework."""
    linked = []
    for link in Link.objects.filter(requirement=requirement.key).order_by("pk")[:100]:
        register = registers.find(link.register)
        record = permissions.visible(visit.actor, register).filter(pk=link.record_id).first() if register else None
        if register and record:
            linked.append({"register": register, "record": record, "title": getattr(record, register.headline)})
    is_adopted = requirement.framework.key in adopted()
    conformity = conformity_of(visit, requirement) if is_adopted else None
    return {"linked": linked, "is_adopted": is_adopted, "conformity": conformity}
