"""When a contract is in force, what stands in it then, and what to know about its end (20000-1:2018 8.3.4)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazily

from tandem.ground.kernel import locales
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.fixed import Fixed
from tandem.ground.kernel.states import Lacking

CLAUSES = ("scope", "authorities", "obligations", "security", "exit")
NEEDED = ("scope", "authorities")
AMENDED = (*CLAUSES, "services", "notice_days", "value", "currency", "per")
GONE = ("retired",)
AGREED = Fixed(
    states=("in-force", "expired", "ended"),
    fields=(*AMENDED, "number", "signed_on", "begins_on", "expires_on"),
    why=_lazily("It was agreed: amend or prolong it, with the reason."),
)


def derive_contract(contract: Any, before: Any, actor: Actor) -> None:
    """The day to decide by, and what to know about the end."""
    is_kept = contract.state in ("draft", "in-force")
    contract.decide_by = _decide_by(contract) if is_kept else None
    words = list(remarks(contract)) if is_kept else []
    contract.is_outlasted, contract.remarks = bool(words), "\n".join(words)


def _decide_by(contract: Any) -> date | None:
    return contract.expires_on - timedelta(days=contract.notice_days or 0) if contract.expires_on else None


def remarks(contract: Any) -> Iterator[str]:
    """Each service that goes on when the contract has come to its end."""
    if contract.expires_on is None:
        return
    for service in supported(contract):
        if service.state in GONE or (service.retires_on and service.retires_on <= contract.expires_on):
            continue
        words = {
            "service": service.title,
            "end": locales.day(contract.expires_on),
            "until": locales.day(service.retires_on),
        }
        if service.retires_on:
            yield _("%(service)s goes on until %(until)s, the contract ends on %(end)s.") % words
        else:
            yield _("%(service)s has no planned end, the contract ends on %(end)s.") % words


def supported(contract: Any) -> Iterable[Any]:
    """The services that stand on a contract: those it names, those of its targets, the one of its supplier."""
    model = type(contract.supplier)._meta.get_field("service").related_model
    named = model.objects.filter(reference__in=contract.services).order_by("pk") if contract.services else ()
    targets = contract.targets.exclude(service=None).select_related("service").order_by("pk") if contract.pk else ()
    own = [contract.supplier.service] if contract.supplier.service else []
    return dict.fromkeys([*named, *(target.service for target in targets), *own])


def check_contract(contract: Any, before: Any, today: date) -> Mapping[str, str]:
    """A contract stays with its supplier, its days follow one another, and money has its currency."""
    problems = {}
    if before is not None and before.supplier_id != contract.supplier_id:
        problems["supplier"] = _("A contract stays with its supplier; write another one.")
    if contract.begins_on and contract.expires_on and contract.expires_on < contract.begins_on:
        problems["expires_on"] = _("A contract cannot expire before it begins.")
    if contract.begins_on and contract.ended_on and contract.ended_on < contract.begins_on:
        problems["ended_on"] = _("A contract cannot end before it begins.")
    if contract.signed_on and contract.signed_on > today:
        problems["signed_on"] = _("Note it once it has been agreed.")
    if contract.value is not None and not contract.currency:
        problems["currency"] = _("Say in which currency.")
    return problems


def may_sign(contract: Any, actor: Actor) -> "str | Lacking | None":
    """Who reaches information has agreed how it is protected (27001:2022 A.5.20); nothing begins after its end."""
    if contract.supplier.state == "ended":
        return _("The supplier has ended.")
    if contract.expires_on and contract.expires_on < actor.today:
        return _("Its last day has passed; write until when it is agreed now.")
    if contract.supplier.reaches_information and not contract.security:
        return Lacking(("security",), _("Say which security controls were agreed: the supplier reaches information."))
    return None


def sign(contract: Any, actor: Actor) -> None:
    """Agreed today and in force from then on, unless other days are given."""
    contract.signed_on = contract.signed_on or actor.today
    contract.begins_on = contract.begins_on or contract.signed_on


def may_prolong(contract: Any, actor: Actor) -> str | None:
    """A contract is prolonged into the time to come."""
    if contract.expires_on and contract.expires_on < actor.today:
        return _("Write a day that is still to come.")
    return None


def end(contract: Any, actor: Actor) -> None:
    """It is kept until today, unless another day is given."""
    contract.ended_on = contract.ended_on or actor.today
