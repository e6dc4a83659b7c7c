"""What agreements promise for a ticket: the target that its clock counts by."""

from collections.abc import Collection, Sequence
from typing import Any

from tandem.ground.kernel.presence import is_any
from tandem.operation.agreements.models import IN_FORCE
from tandem.operation.agreements.targets.models import ServiceTarget
from tandem.operation.agreements.targets.picking import pick


def promises_about(services: Collection[int | None], kinds: Sequence[str]) -> list[Any]:
    """The targets of agreements that stand about these services, of any of their versions."""
    named = sorted(service for service in services if service is not None)
    if not is_any(ServiceTarget, "service", named):
        return []
    targets = ServiceTarget.objects.filter(
        service_id__in=named, kind__in=kinds, agreement_version__agreement__state__in=IN_FORCE
    )
    return list(targets.select_related("agreement_version__agreement", "agreement_version__calendar"))


def promised(promises: list[Any], ticket: Any, kind: str, begun_with: Any = None) -> Any:
    """The target for a ticket: of the version it began with where that says something of the service, else in force.

    Without a customer there is one only where a single agreement is about the service.
    """
    about = [target for target in promises if target.kind == kind and is_about(target, ticket)]
    version = begun_with.agreement_version_id if begun_with is not None else None
    kept = [target for target in about if target.agreement_version_id == version]
    in_force = [target for target in about if target.agreement_version.state == "approved"]
    candidates = kept if _is_single(kept) else in_force
    return pick(candidates, ticket.priority) if _is_single(candidates) else None


def _is_single(promises: list[Any]) -> bool:
    return len({target.agreement_version_id for target in promises}) == 1


def is_about(target: Any, ticket: Any) -> bool:
    """Whether a target names the service of a ticket, and its agreement the customer where that is known."""
    of_customer = target.agreement_version.agreement.customer_id
    return target.service_id == ticket.service_id and ticket.customer_id in (None, of_customer)
