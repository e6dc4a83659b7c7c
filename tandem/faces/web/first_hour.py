"""The first hour of an organization: what everything else stands on, in its order, each with its reason."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.utils.translation import gettext as _

from tandem.direction.scope.models import ManagementSystem
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions, registers

KEYS = ("services", "people", "documents")


@dataclass(frozen=True, slots=True)
class Beginning:
    """One thing to begin with, of a register: why first, where it is done, and whether it is there."""

    register: str
    title: str
    why: str
    word: str
    url: str
    is_done: bool


def steps(visit: Visit) -> list[Beginning]:
    """Scope, services, people, documents; none once all are there, or for whoever may not enter them."""
    known = [register for key in KEYS if (register := registers.find(key))]
    if not all(permissions.may_create(visit.actor, register) for register in known):
        return []
    there = {f"has_{register.key}": Exists(register.model._default_manager.all()) for register in known}
    systems = list(ManagementSystem.objects.exclude(state="ended").order_by("pk").annotate(**there))
    if not systems:
        return []
    without = next((system for system in systems if not system.scope.strip()), None)
    begun = [_scope(visit, without or systems[0], without is None), *_others(visit, systems[0])]
    return [] if all(step.is_done for step in begun) else begun


def _scope(visit: Visit, system: Any, is_done: bool) -> Beginning:
    return Beginning(
        "management-systems",
        _("Say what lies inside: the scope"),
        _("Every requirement is looked at inside it; an auditor reads it first."),
        _("Write the scope"),
        f"{visit.url('edit', 'management-systems', system.reference)}#scope",
        is_done,
    )


def _others(visit: Visit, there: Any) -> list[Beginning]:
    return [
        Beginning(
            "services",
            _("Name the services you provide"),
            _("Incidents, changes, risks and agreements hang on them."),
            _("Enter a service"),
            visit.url("create", "services"),
            there.has_services,
        ),
        Beginning(
            "people",
            _("Enter the people, or bring them from a spreadsheet"),
            _("Owners, competence and awareness are theirs."),
            _("Bring people"),
            visit.url("upload", "people"),
            there.has_people,
        ),
        Beginning(
            "documents",
            _("Begin the documents from templates"),
            _("They fill in scope, services and people, so they come last."),
            _("Choose templates"),
            visit.url("document-templates"),
            there.has_documents,
        ),
    ]
