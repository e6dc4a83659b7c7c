"""What controls, tests and statements need, and how their standing follows."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.direction.controls.standing import ASPECTS, aspects_of, effect_of, joint
from tandem.ground.catalogue.models import Requirement
from tandem.ground.catalogue.queries import unknown_requirement
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.reviewed import Reviewed

IN_USE = ("not-begun", "planned", "partly", "implemented")


def check_control(control: Any, before: Any, today: date) -> Mapping[str, str]:
    """What it answers exists; what is tested says how."""
    if unknown := unknown_requirement(control.requirements):
        return {"requirements": unknown}
    if control.test_months and not control.test_method:
        return {"test_method": _("Say how it is tested.")}
    return {}


def whole_names(names: Iterable[str]) -> list[str]:
    """Requirements with their framework; a number of Annex A alone means the newest edition that has it."""
    given = list(names)
    bare = {name for name in given if re.fullmatch(r"A\.\d+(\.\d+)+", name)}
    rows = Requirement.objects.current().filter(framework__standard="iso-27001", kind="control", ref__in=bare)
    newest = (
        {row.ref: row.key for row in rows.select_related("framework").order_by("framework__edition")} if bare else {}
    )
    return [newest.get(name, name) for name in given]


def derive_control(control: Any, before: Any, actor: Actor) -> None:
    """What it answers is named with its framework; without a method there is no test. Tests say the rest."""
    control.requirements = whole_names(control.requirements)
    has_method = bool(control.test_method)
    results = {
        name: getattr(control, name) for name in ASPECTS if getattr(control, name) not in ("no-test", "never-run")
    }
    for aspect, result in aspects_of(has_method, results if has_method else {}).items():
        setattr(control, aspect, result)
    control.standing = joint(control.design, control.operation)
    control.effect = effect_of(control.design, control.operation)


def test_months(control: Any) -> int:
    """After how many months it is tested again; without a method there is no test."""
    return control.test_months if control.test_method else 0


TESTING = Reviewed(while_in=IN_USE, months=test_months, last="last_test", next="next_test", begins=True)
