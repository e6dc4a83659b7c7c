"""What controls, tests and statements need, and how their standing follows."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.utils.translation import gettext as _

from tandem.direction.controls.models import Control, Statement
from tandem.ground.catalogue.models import Framework, Requirement
from tandem.ground.kernel.actor import Actor

REASONS = ("because_risk", "because_law", "because_contract", "because_practice")
ORDER = ("not-begun", "planned", "partly", "implemented")


def check_control(control: Any, before: Any, today: date) -> Mapping[str, str]:
    """What it answers exists; what is tested says how."""
    if unknown := unknown_requirements(control.requirements):
        told = {"name": unknown[0]}
        return {"requirements": _("“%(name)s” is not in the catalogue; write it like iso-27001:2022/A.5.15.") % told}
    if control.test_months and not control.test_method:
        return {"test_method": _("Say how it is tested.")}
    return {}


def unknown_requirements(keys: Iterable[str]) -> list[str]:
    """Those of the names that no requirement of the catalogue has."""
    wanted = list(keys)
    refs = {key.partition("/")[2] for key in wanted}
    found = {row.key for row in Requirement.objects.current().filter(ref__in=refs).select_related("framework")}
    return [key for key in wanted if key not in found]


def whole_names(names: Iterable[str]) -> list[str]:
    """Requirements with their framework; a number of Annex A alone means the newest edition that has it."""
    told = list(names)
    bare = {name for name in told if re.fullmatch(r"A\.\d+(\.\d+)+", name)}
    rows = Requirement.objects.current().filter(framework__standard="iso-27001", kind="control", ref__in=bare)
    newest = (
        {row.ref: row.key for row in rows.select_related("framework").order_by("framework__edition")} if bare else {}
    )
    return [newest.get(name, name) for name in told]


def derive_control(control: Any, before: Any, actor: Actor) -> None:
    """What it answers is named with its framework; without a method there is no test, before the first no result."""
    control.requirements = whole_names(control.requirements)
    if not control.test_method:
        control.standing, control.next_test = "no-test", None
    elif control.standing == "no-test":
        control.standing = "never-run"
    if control.test_method and control.test_months and control.next_test is None:
        control.next_test = (control.last_test or actor.today) + relativedelta(months=control.test_months)


def check_test(test: Any, before: Any, today: date) -> Mapping[str, str]:
    """A test has happened; one that failed says what was found."""
    if test.done_on and test.done_on > today:
        return {"done_on": _("Note it once it has happened.")}
    if test.result == "failed" and not test.findings:
        return {"findings": _("Say what was found.")}
    return {}


def derive_test(test: Any, before: Any, actor: Actor) -> None:
    """Whoever writes it down has tested."""
    if before is None:
        test.tester_id = actor.user_id


def test_locked(test: Any) -> str:
    """What was found stays found."""
    return _("A test is never changed; add another one.")


def check_statement(statement: Any, before: Any, today: date) -> Mapping[str, str]:
    """The catalogue has controls, and stays the same once entries were made."""
    if before is not None and before.framework != statement.framework:
        return {"framework": _("The catalogue of a statement stays; begin another statement.")}
    if before is None and not controls_of(statement.framework):
        known = Framework.objects.current().filter(requirements__kind="control").distinct().order_by("key")
        names = ", ".join(known.values_list("key", flat=True)[:8])
        return {"framework": _("There are no controls in it. Catalogues with controls: %(names)s.") % {"names": names}}
    return {}


def controls_of(framework: str) -> list[Requirement]:
    """The controls of a catalogue in its order, without those that were withdrawn or stand for structure only."""
    rows = Requirement.objects.current().filter(framework__key=framework, kind="control", assessable=True)
    return list(rows.select_related("framework", "parent__parent").order_by("position"))


def may_approve(statement: Any, actor: Actor) -> str | None:
    """Another than the author approves what is decided throughout (27001:2022 6.1.3 d)."""
    entries = statement.entries.all()
    told = {"count": entries.filter(decision="").count(), "whole": entries.count()}
    if not told["whole"]:
        return _("List its controls first, on the page Decide.")
    if told["count"]:
        return _("%(count)d of %(whole)d controls are still to be decided.") % told
    if inherited := entries.filter(is_confirmed=False).count():
        return _("%(count)d inherited decisions are still to be confirmed.") % {"count": inherited}
    if actor.user_id is not None and statement.created_by_id == actor.user_id:
        return _("Somebody else than the author approves it.")
    return None


def approve(statement: Any, actor: Actor) -> None:
    """Note who approved it and when."""
    statement.approved_by_id, statement.approved_on = actor.user_id, actor.today


def statement_locked(statement: Any) -> str | None:
    """An approved statement is fixed."""
    return None if statement.state == "draft" else _("An approved statement is fixed; begin a new version.")


def entry_locked(entry: Any) -> str | None:
    """Entries are fixed with their statement."""
    return statement_locked(entry.statement)


def check_entry(entry: Any, before: Any, today: date) -> Mapping[str, str]:
    """An exclusion is justified, and no treatment of a risk stands on what is excluded."""
    if entry.decision == "excluded":
        if not entry.justification:
            return {"justification": _("Say why it does not apply.")}
        if risk := risk_on(entry.ref):
            told = {"risk": f"{risk.reference} {risk.title}"}
            return {"decision": _("%(risk)s is treated by this control; change the treatment first.") % told}
    if entry.decision == "applicable" and not any(getattr(entry, name) for name in REASONS):
        return {"because_practice": _("Say why it applies: a risk, a law, a contract, or good practice.")}
    return {}


def derive_entry(entry: Any, before: Any, actor: Actor) -> None:
    """Reasons that the records show are ticked; how far it is follows from the organization's own controls."""
    entry.ref = entry.ref.strip()
    if entry.decision == "applicable" and (before is None or before.decision != "applicable"):
        entry.because_risk = entry.because_risk or risk_on(entry.ref) is not None
        if not any(getattr(entry, name) for name in REASONS):
            entry.because_practice = True
    if not entry.progress_reason:
        entry.progress = progress_of(entry.statement.framework, entry.ref) if entry.decision != "excluded" else ORDER[0]
    if before is not None and before.decision != entry.decision:
        entry.is_confirmed = True


def risk_on(ref: str) -> Any:
    """An open risk whose treatment uses a control, if there is one."""
    risks = apps.get_model("risks", "Risk").objects.exclude(state="closed").exclude(controls=[])
    return next((risk for risk in risks if ref in {name.rpartition("/")[2] for name in risk.controls}), None)


def risks_by_control() -> dict[str, list[Any]]:
    """Open risks by the control that their treatment uses."""
    found: dict[str, list[Any]] = {}
    for risk in apps.get_model("risks", "Risk").objects.exclude(state="closed").exclude(controls=[]).order_by("pk"):
        for name in risk.controls:
            found.setdefault(name.rpartition("/")[2], []).append(risk)
    return found


def controls_by_requirement() -> dict[str, list[Control]]:
    """The organization's controls by the requirement that they answer."""
    found: dict[str, list[Control]] = {}
    for control in Control.objects.in_use().order_by("pk"):
        for key in control.requirements:
            found.setdefault(key, []).append(control)
    return found


def progress_of(framework: str, ref: str) -> str:
    """How far a control is: as far as all of the organization's controls that answer it."""
    return joint_progress(controls_by_requirement().get(f"{framework}/{ref}", []))


def joint_progress(controls: Iterable[Control]) -> str:
    """Implemented when all are, in part when one has begun, else what the best one says."""
    states = [control.state for control in controls]
    if not states:
        return "not-begun"
    if all(state == "implemented" for state in states):
        return "implemented"
    return "partly" if {"implemented", "partly"} & set(states) else max(states, key=ORDER.index)


def differences(earlier: Statement, later: Statement) -> list[dict[str, Any]]:
    """What two statements of one catalogue decide differently, by control."""
    before = {entry.ref: entry for entry in earlier.entries.all()}
    names = ("decision", *REASONS, "justification", "progress")
    found = []
    for entry in later.entries.order_by("pk"):
        was = before.get(entry.ref)
        changed = [name for name in names if was is None or getattr(was, name) != getattr(entry, name)]
        if changed:
            found.append({"ref": entry.ref, "title": entry.title, "was": was, "is": entry, "changed": changed})
    return found
