"""Whom learning is for, as people of the records."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.support.people.competences.models import Competence
from tandem.support.people.models import Person
from tandem.support.people.vocabulary import NEEDS_NAME


def unnamed(whom: str, name: str) -> Mapping[str, str]:
    """What is wrong with an audience that does not say which unit, role or competence it means."""
    is_missing = whom in NEEDS_NAME and not name.strip()
    return {"whom_named": _("Say which unit, role or competence.")} if is_missing else {}


def people_for(whom: str, name: str, today: date) -> list[Any]:
    """The people who work here and belong to an audience, by name; nobody for one that is named by hand."""
    here = Person.objects.here().select_related("user").order_by("title", "pk")
    wanted = name.strip().casefold()
    match whom:
        case "everybody":
            return list(here)
        case "unit":
            return list(here.called(name, "unit"))
        case "role":
            return [person for person in here if wanted in {role.casefold() for role in person.roles}]
        case "gap":
            return list(here.filter(pk__in=_lacking(name.strip(), today)))
        case _:
            return []


def _lacking(competence: str, today: date) -> set[int]:
    """Keys of those for whom a competence is listed who do not master it, or whose proof has run out."""
    lines = Competence.objects.all().called(competence)
    held = lines.filter(held="yes").exclude(valid_until__lt=today).values_list("person_id", flat=True)
    return set(lines.values_list("person_id", flat=True)) - set(held)
