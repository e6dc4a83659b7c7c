"""Rules of causes: which control failed and how, which risk came true (27001:2022 A.5.27, 6.1.2, 8.2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.catalogue.models import Requirement
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid

CONTROLS = ("control-missing", "control-failed", "control-bypassed")
RISKS = ("risk-came-true", "risk-again")
TO_PUT_RIGHT = timedelta(days=30)
GROUNDS = ("incident_id", "kind", "control_id", "requirement", "risk_id")


def is_of_control(cause: Any) -> bool:
    """True when a control failed, False when it is about a risk."""
    return cause.kind in CONTROLS


def derive_cause(cause: Any, before: Any, actor: Actor) -> None:
    """The line says which control or risk it is about, unless told otherwise; a failed control has a day."""
    cause.requirement = cause.requirement.strip()
    cause.title = cause.title or _title(cause)
    if is_of_control(cause) and cause.due is None and actor.through != "import":
        cause.due = actor.today + TO_PUT_RIGHT
    if before is None and cause.incident_id and actor.through != "import" and cause_locked(cause):
        raise Invalid({"incident": [_("The incident is over; open a new one and link it.")]})


def _title(cause: Any) -> str:
    if cause.control_id:
        return str(cause.control.title)
    if cause.risk_id:
        return str(cause.risk.title)
    requirement = known_requirement(cause.requirement)
    return f"{requirement.ref} {requirement.title}"[:200] if requirement else ""


def known_requirement(name: str) -> Any:
    """The requirement of a catalogue that a name such as iso-27001:2022/A.5.17 means; None for none."""
    framework, _slash, ref = name.partition("/")
    return Requirement.objects.filter(framework__key=framework, ref=ref).first() if ref else None


def check_cause(cause: Any, before: Any, today: date) -> Mapping[str, str]:
    """A cause names the control that failed, or the risk; once it had its effect it stays about the same one."""
    problems = {}
    if is_of_control(cause):
        if not cause.control_id and not cause.requirement:
            problems["control"] = _("Name the control: your own, or one of a catalogue such as iso-27001:2022/A.5.17.")
        if cause.risk_id:
            problems["risk"] = _("This is about a control; write the risk as a cause of its own.")
    elif cause.kind in RISKS:
        if not cause.risk_id:
            problems["risk"] = _("Name the risk.")
        if cause.control_id or cause.requirement:
            problems["control"] = _("This is about a risk; write the control as a cause of its own.")
    if cause.requirement and known_requirement(cause.requirement) is None:
        problems["requirement"] = _("No catalogue has “%(name)s”.") % {"name": cause.requirement}
    if before is not None and any(getattr(cause, name) != getattr(before, name) for name in GROUNDS):
        problems["kind"] = _("What it is about stays; delete it and write another one.")
    return problems


def cause_locked(cause: Any) -> str | None:
    """With its incident the causes are closed too."""
    is_over = cause.incident.state in ("closed", "cancelled")
    return _("The incident is over; its causes stay as they are.") if is_over else None
