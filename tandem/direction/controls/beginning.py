"""Beginning controls from ready-made ones that come round again, or from those of any catalogue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from tandem.direction.controls.models import Control
from tandem.direction.controls.statements.rules import controls_of
from tandem.ground.catalogue import queries
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.exchange import long_work
from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import declared_for
from tandem.library_words import LISTS, by_language, translated

FILE = Path(__file__).parent / "recurring.yaml"
DUE_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Recurring:
    """A ready-made control with its test; `months` lie between two tests."""

    key: str
    title: str
    description: str
    test_method: str
    months: int
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One control of a catalogue, with the organization's own controls that answer it already."""

    requirement: Requirement
    answered_by: tuple[Control, ...]


@by_language
def recurring() -> tuple[Recurring, ...]:
    """The ready-made controls, in the order of the file."""
    written = translated(yaml.safe_load(FILE.read_text(encoding="utf-8")), LISTS)
    return tuple(Recurring(**{**control, "requirements": tuple(control["requirements"])}) for control in written)


def catalogues() -> list[Framework]:
    """Every framework that has controls, built-in ones first."""
    frameworks = Framework.objects.current().filter(requirements__kind="control", requirements__is_current=True)
    return list(frameworks.distinct().order_by("origin", "standard", "-edition"))


def choices(framework: str) -> list[Choice]:
    """The controls of a catalogue in its order."""
    answering: dict[str, list[Control]] = {}
    for control in Control.objects.in_use().order_by("pk"):
        for key in control.requirements:
            answering.setdefault(key, []).append(control)
    return [Choice(requirement, tuple(answering.get(requirement.key, ()))) for requirement in controls_of(framework)]


def begin(
    actor: Actor, keys: Sequence[str], requirements: Sequence[str], *, owner: Any = None, due: date | None = None
) -> list[Control]:
    """Create planned controls: ready-made ones by key, and one for each chosen control of a catalogue.

    All or none; Invalid when nothing or something unknown was chosen. Without a day they are due in three months.
    """
    known = {control.key: control for control in recurring()}
    if unknown := [key for key in keys if key not in known]:
        raise Invalid({"recurring": [_("There is no ready-made control “%(key)s”.") % {"key": unknown[0]}]})
    if wrong := queries.unknown_requirement(requirements):
        raise Invalid({"requirement": [wrong]})
    values = [_ready_made(known[key]) for key in keys] + [_from_catalogue(key) for key in requirements]
    if not values:
        raise Invalid({"recurring": [_("Choose at least one.")]})
    day = due or actor.today + relativedelta(months=DUE_MONTHS)
    begun: list[Control] = []
    value_sets = [{**value, "owner": owner or actor.user_id, "due": day} for value in values]
    long_work.as_a_whole(
        actor, _planned(actor, value_sets, day, begun), len(value_sets), _("They could not all be begun")
    )
    return begun


def _planned(actor: Actor, value_sets: Sequence[dict[str, Any]], day: date, begun: list[Control]) -> Iterator[None]:
    register = declared_for(Control)
    for values in value_sets:
        made = writing.create(actor, register, values)
        begun.append(writing.transition(actor, register, made.reference, "plan", {"due": day}))
        yield


def _ready_made(recurring: Recurring) -> dict[str, Any]:
    return {
        "title": recurring.title,
        "description": recurring.description,
        "test_method": recurring.test_method,
        "test_months": recurring.months,
        "requirements": list(_present(recurring.requirements)),
    }


def _present(keys: Iterable[str]) -> Iterable[str]:
    """Those of the requirements that the catalogue holds."""
    return (key for key in keys if not queries.unknown_requirement([key]))


def _from_catalogue(key: str) -> dict[str, Any]:
    requirement = queries.requirement_by_key(key)
    return {"title": f"{requirement.ref} {requirement.title}"[:200], "requirements": [key]}
