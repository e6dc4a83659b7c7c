"""How a wording comes into force, and what to know about it beforehand."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.ground.kernel import locales, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.approved import Approved
from tandem.ground.kernel.states import Words
from tandem.operation.agreements.targets.consistency import contradictions, frail

APPROVAL = Approved(series=("agreement",), since="effective_from")
PAUSES: Mapping[str, Words] = {
    "customer": gettext_lazy("The customer"),
    "supplier": gettext_lazy("A supplier"),
    "change": gettext_lazy("A change"),
    "problem": gettext_lazy("A problem"),
    "evidence": gettext_lazy("Evidence"),
    "scheduled": gettext_lazy("A time agreed"),
}


def waits() -> Mapping[str, Words]:
    """What a ticket may wait for, with its words."""
    return PAUSES


def begin_paused_by_customers(actor: Actor) -> dict[str, object]:
    """Waiting for the customer stops the clock, unless agreed otherwise."""
    return {"pauses": ["customer"]}


def check_version(version: Any, before: Any, today: date) -> Mapping[str, str]:
    """A wording stays with its agreement and names waiting that is known."""
    if before is not None and before.agreement_id != version.agreement_id:
        return {"agreement": _("A version stays with its agreement.")}
    if unknown := [word for word in version.pauses if word not in PAUSES]:
        words = {"word": unknown[0], "known": ", ".join(map(str, PAUSES.values()))}
        return {"pauses": _("“%(word)s” is nothing an incident waits for; use %(known)s.") % words}
    return {}


def may_send(version: Any, actor: Actor) -> str | None:
    """What is sent out promises something that can be kept, by hours in force."""
    if version.calendar.state != "approved":
        return _("These hours are not in force; have them approved, or take those that are.")
    targets = list(version.service_targets.select_related("service"))
    if not targets:
        return _("Write first what is promised for which service.")
    for target, text in contradictions(targets):
        return f"{target.title}: {text}"
    return None


def may_approve(version: Any, actor: Actor) -> str | None:
    """Nothing comes into force for an agreement that has ended."""
    if version.agreement.state == "ended":
        return _("The agreement has ended.")
    return may_send(version, actor)


def approve(version: Any, actor: Actor) -> None:
    """Note who approved it and since when it counts, and what to know about it."""
    APPROVAL.note(version, actor)
    version.remarks = "\n".join(remarks(version))


def remarks(version: Any) -> Iterator[str]:
    """What can be agreed but may surprise: frail promises, and contracts below them that end earlier."""
    targets = list(version.service_targets.select_related("service"))
    yield from frail(targets)
    for service in dict.fromkeys(target.service for target in targets):
        yield from _ends_before(version.agreement, service)


def _ends_before(agreement: Any, service: Any) -> Iterator[str]:
    """Contracts of suppliers that end while the service they support is still promised."""
    contracts = registers.find("supplier-contracts")
    if contracts is None:
        return
    for contract in contracts.model.objects.in_force().ending_before(agreement.ends_on).supporting(service):
        words = {"service": service.title, "supplier": contract.supplier.title, "day": locales.day(contract.expires_on)}
        yield (_("%(service)s stands on %(supplier)s, whose contract ends on %(day)s, before this agreement.") % words)


def locked(version: Any) -> str | None:
    """What was sent out stands."""
    if version.state == "draft":
        return None
    return _("It was sent out; send it back, or write the next version.")
