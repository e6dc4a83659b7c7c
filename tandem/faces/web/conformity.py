"""How results look: tones, bars, evidence, and the way to where something can be put right."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from tandem.direction.controls.grading import TONES as GRADE_TONES
from tandem.direction.controls.grading import grade_of
from tandem.direction.controls.models import Control
from tandem.direction.controls.showing import facts_now
from tandem.faces.web.shell import Visit
from tandem.ground.catalogue.models import Requirement
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register
from tandem.proof.conformity.concerning import concerning
from tandem.proof.conformity.declarations import Remedy
from tandem.proof.conformity.engine import evaluate_for
from tandem.proof.conformity.judging import Outcome
from tandem.proof.conformity.library import library
from tandem.proof.conformity.report import Report
from tandem.proof.conformity.vocabulary import Result

TONES = {
    Result.MET: "good",
    Result.PARTLY: "active",
    Result.INDICATED: "active",
    Result.JUDGED: "active",
    Result.STALE: "waiting",
    Result.NOT_MET: "bad",
    Result.NO_DATA: "judge",
    Result.THIN: "judge",
    Result.NOT_APPLICABLE: "quiet",
    Result.UNDEFINED: "quiet",
}
MOST_CHIPS = 3
FIRST_COLUMNS = 3  # of a list, which stand before what there is to fill


def remedy_link(visit: Visit, remedy: Remedy | None) -> dict[str, str] | None:
    """Where a failing check can be put right, and what the button says; None where this person cannot."""
    register = registers.find(remedy.register) if remedy else None
    if remedy is None or register is None or not permissions.may_view_register(visit.actor, register):
        return None
    if remedy.action == "new":
        if not permissions.may_create(visit.actor, register):
            return None
        query = f"?{urlencode(remedy.values)}" if remedy.values else ""
        return {"url": visit.url("create", register.key) + query, "word": str(_("Add"))}
    asked = {**remedy.values, **_columns(register, remedy.fields)} or {"view": "all"}
    return {"url": f"{visit.url('list', register.key)}?{urlencode(asked)}", "word": str(_("Open"))}


def _columns(register: Register, fields: Sequence[str]) -> dict[str, str]:
    """The columns of a list in which stands what there is to fill; those it always has where they show it already."""
    short = [name for name in fields if name in register.shown and table.of(register.field(name)).is_short]
    if set(short) <= set(register.listing.columns):
        return {}
    return {"columns": ",".join(dict.fromkeys((*register.listing.columns[:FIRST_COLUMNS], *short)))}


def judge_link(visit: Visit, requirement: str) -> dict[str, str] | None:
    """Where a requirement can be judged that no check decides; None for who cannot."""
    register = registers.find("judgements")
    if register is None or not permissions.may_create(visit.actor, register):
        return None
    query = urlencode({"requirement": requirement})
    return {"url": f"{visit.url('create', register.key)}?{query}", "word": str(_("Judge it"))}


def chips(outcomes: Sequence[Outcome], failing: Sequence[Outcome]) -> list[dict[str, Any]]:
    """A few records to look at: those that fail where something fails, else those that show it."""
    items = [item for outcome in failing for item in outcome.offenders]
    items = items or [item for outcome in outcomes for item in outcome.evidence]
    different = list(dict.fromkeys(items))
    return [{"item": item} for item in different[:MOST_CHIPS]] + (
        [{"more": len(different) - MOST_CHIPS}] if len(different) > MOST_CHIPS else []
    )


def conformity_of(visit: Visit, requirement: Requirement) -> dict[str, Any] | None:
    """The result of one requirement with each of its checks; None where the organization does not work by it."""
    if visit.actor.role == STAFF:
        return None
    try:
        report = evaluate_for(visit.actor)
        conformity = report.standard(requirement.framework.key).requirement(requirement.ref)
    except (LookupError, NotPermitted):
        return None
    return {
        "one": conformity,
        "tone": TONES[conformity.result],
        "word": conformity.result.label,
        "controls": graded_controls(visit, requirement),
        "checks": [_check_shown(visit, report, requirement.framework.key, key) for key in conformity.checks],
    }


def graded_controls(visit: Visit, requirement: Requirement) -> list[dict[str, Any]]:
    """The controls that answer a requirement, each with how far it is shown."""
    if not permissions.may_view_register(visit.actor, registers.declared_for(Control)):
        return []
    answering = [control for control in facts_now() if requirement.key in control.requirements]
    graded = [(control, grade_of(control, visit.actor.today, requirement.key)) for control in answering]
    return [{"control": control, "word": grade.label, "tone": GRADE_TONES[grade]} for control, grade in graded]


def _check_shown(visit: Visit, report: Report, standard: str, key: str) -> dict[str, Any]:
    outcome = report.outcome(standard, key)
    return {
        "outcome": outcome,
        "tone": TONES[outcome.result],
        "word": outcome.result.label,
        "link": remedy_link(visit, outcome.remedy),
        "none_url": _none_url(visit, outcome),
        "test": outcome.check.test.label,
        "strength": outcome.check.strength.label,
    }


def _none_url(visit: Visit, outcome: Outcome) -> str:
    """Where to confirm that there is none of what a check asks about; nothing where that is no answer."""
    register = registers.find("none-here")
    if register is None or not outcome.may_be_none or not permissions.may_create(visit.actor, register):
        return ""
    return f"{visit.url('create', register.key)}?{urlencode({'check_key': outcome.check.key})}"


def served_by(register: Register, record: Any, standards: Iterable[str]) -> dict[str, list[str]]:
    """References of the requirements, by standard, that checks serve for which this record counts."""
    adopted = frozenset(standards)
    concerned = concerning(register.key, record, library().serving(adopted))
    by_standard: dict[str, list[str]] = {}
    for check in concerned:
        for key in check.serves:
            standard, _slash, ref = key.partition("/")
            if standard in adopted and ref not in by_standard.setdefault(standard, []):
                by_standard[standard].append(ref)
    return {standard: sorted(refs, key=_in_order) for standard, refs in by_standard.items()}


def _in_order(ref: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in ref.split(".")]
