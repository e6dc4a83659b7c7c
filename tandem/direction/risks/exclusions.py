"""A treatment cannot stand on a control that the Statement of Applicability excludes."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import registers


def excluded_control(risk: Any, before: Any) -> str:
    """What is wrong with the controls that a treatment newly names; empty when none of them is excluded.

    A draft counts before the statement in force, so that a control can be included again before it is used.
    """
    if risk.state == "closed" or not risk.controls or (before is not None and before.controls == risk.controls):
        return ""
    known = set(before.controls) if before is not None and before.state != "closed" else set()
    names = {name: _answered(name) for name in risk.controls if name not in known}
    for entry in _excluded():
        keys = {f"{entry.statement.framework}/{entry.ref}", entry.ref, *entry.forerunners}
        name = next((name for name, answers in names.items() if keys & answers), None)
        if name is not None:
            return _sentence(name, entry)
    return ""


def _answered(name: str) -> set[str]:
    """The name itself, and what it answers when it is one of the organization's own controls."""
    own = registers.declared("controls").model.objects.filter(reference=name.upper()).first()
    return {name, *(own.requirements if own else ())}


def _excluded() -> list[Any]:
    """What the newest statement of each catalogue excludes."""
    statements = registers.declared("statements").model.objects.exclude(state="superseded").order_by("pk")
    newest = {statement.framework: statement.pk for statement in statements}
    entries = registers.declared("statement-entries").model.objects.filter(statement__in=newest.values())
    return list(entries.filter(decision="excluded").select_related("statement").order_by("pk"))


def _sentence(name: str, entry: Any) -> str:
    params = {"name": name, "control": f"{entry.ref} {entry.title}", "statement": entry.statement.reference}
    params["why"] = entry.justification
    if entry.statement.state == "draft":
        return _("%(name)s: %(statement)s excludes %(control)s (“%(why)s”). Include it there first.") % params
    return (
        _("%(name)s: %(statement)s, in force, excludes %(control)s (“%(why)s”). Include it in a new version first.")
        % params
    )
