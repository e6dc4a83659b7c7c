"""What templates of documents may tell about an organization: a closed set of facts, read from its registers."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from tandem.direction.context.obligations.models import Obligation
from tandem.direction.risks.methods.models import RiskMethod
from tandem.direction.risks.models import Risk
from tandem.direction.risks.treating import accepted_by, measures_of
from tandem.direction.scope.models import ManagementSystem
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import locales, permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.notifications.duties.models import NotificationDuty
from tandem.operation.inventory.models import CLASSES, Item
from tandem.operation.services.models import Service
from tandem.operation.suppliers.models import Supplier
from tandem.support.people.models import Person
from tandem.support.people.sites.models import Site

MOST = 30
SOME = 8
MOST_TREATED = 300
NOT_SAID = "–"
Facts = Mapping[str, Any]


def facts_of(actor: Actor) -> Facts:
    """Every fact, empty where the registers do not tell; needs the organization to be active."""
    organization = Organization.objects.get(pk=actor.organization_id)
    return {
        "organization": organization.name,
        "headcount": str(organization.headcount or ""),
        **_system("security", "iso-27001"),
        **_system("service", "iso-20000-1"),
        **_people(),
        **_inventory(),
        **_method(),
        "treatments": _treatments(actor),
        **_suppliers(),
        "services": _titles(Service.objects.live(), MOST),
        "duties": _duties(),
        "laws": _titles(Obligation.objects.filter(kind="law", state="current", concerns_security=True), SOME),
    }


def _titles(records: Any, most: int) -> list[str]:
    return list(records.order_by("title", "pk").values_list("title", flat=True)[:most])


def _system(prefix: str, standard: str) -> dict[str, Any]:
    systems = ManagementSystem.objects.exclude(state="ended").filter(standard__startswith=f"{standard}:")
    system = systems.select_related("owner").first()
    facts = {
        f"{prefix}_scope": system.scope if system else "",
        f"{prefix}_standard": system.get_standard_display() if system else "",
        f"{prefix}_manager": _named(system.owner) if system and system.owner else "",
    }
    if prefix == "security":
        facts |= {"security_limits": system.boundaries if system else ""}
        facts |= {"security_interfaces": system.interfaces if system else ""}
    return facts


def _named(user: Any) -> str:
    """A member by name, with the function that the register of people gives."""
    person = Person.objects.filter(email__iexact=user.email).exclude(state="left").first()
    return f"{user.name}, {person.function}" if person and person.function else str(user.name)


def _people() -> dict[str, Any]:
    here = Person.objects.here().order_by("pk")
    board = here.filter(engaged_as="board").first()
    return {
        "top_management": _person(board),
        "incident_contact": _reached(_holding(here, "incident")),
        "privacy_contact": _reached(_holding(here, "data protection", "privacy")),
    }


def _holding(people: Any, *words: str) -> Any:
    """The first person with a role that holds one of these words."""
    return next(
        (person for person in people if any(word in role.casefold() for role in person.roles for word in words)), None
    )


def _person(person: Any) -> str:
    if person is None:
        return ""
    return f"{person.title}, {person.function}" if person.function else str(person.title)


def _reached(person: Any) -> str:
    if person is None:
        return ""
    return f"{person.title} ({person.email})" if person.email else str(person.title)


def _inventory() -> dict[str, Any]:
    in_use = Item.objects.filter(state="in-use")
    present = set(in_use.exclude(classification="").order_by().values_list("classification", flat=True).distinct())
    return {
        "levels": [str(label).lower() for key, label in CLASSES if key in present],
        "sites": _titles(Site.objects.filter(state="in-use"), SOME) or _titles(in_use.filter(kind="facility"), SOME),
        "personal_data": _titles(in_use.filter(has_personal_data=True), SOME),
        "tools": _titles(in_use.filter(kind__in=("software", "platform")), SOME),
    }


def _method() -> dict[str, Any]:
    method = RiskMethod.objects.in_force("information-security")
    if method is not None and method.state != "approved":
        method = None
    return {
        "method": method.title if method else "",
        "likelihood_scale": list(method.likelihood_scale) if method else [],
        "impact_scale": list(method.impact_scale) if method else [],
        "accept_up_to": method.accept_up_to if method else None,
        "owner_accepts_up_to": method.owner_accepts_up_to if method else None,
        "critical_from": method.critical_from if method else None,
        "risk_months": method.review_months if method else None,
    }


def _suppliers() -> dict[str, Any]:
    here = Supplier.objects.filter(state__in=("active", "ending"))
    return {
        "supplier_count": str(here.count() or ""),
        "critical_suppliers": _titles(here.filter(criticality="critical"), SOME),
    }


def _duties() -> list[dict[str, str]]:
    """Whom to tell within how many hours: the register of duties, else what obligations say."""
    duties = [
        {"title": duty.title, "whom": duty.whom, "hours": str(duty.hours or "")}
        for duty in NotificationDuty.objects.filter(state="active").order_by("title", "pk")[:MOST]
    ]
    if duties:
        return duties
    named = Obligation.objects.filter(~Q(notify_hours=None), state="current").order_by("title", "pk")[:MOST]
    return [
        {"title": obligation.title, "whom": obligation.notify_whom, "hours": str(obligation.notify_hours)}
        for obligation in named
    ]


def _treatments(actor: Actor) -> list[dict[str, Any]]:
    """Every open risk that is treated and this actor sees, with its measures, as a plan of treatment tells it."""
    risks = permissions.visible(actor, declared_for(Risk)).exclude(state="closed").exclude(treatment="")
    treated = list(risks.filter(kind="risk").select_related("owner").order_by("-level", "pk")[:MOST_TREATED])
    accepted = accepted_by(treated)
    return [
        {
            "reference": risk.reference,
            "title": risk.title,
            "owner": risk.owner.name if risk.owner else NOT_SAID,
            "level": str(risk.level or NOT_SAID),
            "option": risk.get_treatment_display(),
            "plan": risk.plan or NOT_SAID,
            "due": locales.day(risk.plan_due) or NOT_SAID,
            "left": NOT_SAID if risk.residual_level is None else str(risk.residual_level),
            "accepted": accepted.get(risk.pk) or NOT_SAID,
            "measures": [_measure(measure) for measure in measures_of([risk])],
        }
        for risk in treated
    ]


def _measure(measure: Any) -> dict[str, str]:
    return {
        "title": measure.title,
        "owner": measure.owner.name if measure.owner else NOT_SAID,
        "due": locales.day(measure.due),
        "state": measure.get_state_display(),
    }
