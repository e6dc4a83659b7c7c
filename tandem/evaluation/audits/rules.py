"""What an internal audit needs before it is opened, reported and finished (9.2 of either standard)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.evaluation.audits.impartiality import conflict_of, parts_in, topics_of
from tandem.evaluation.audits.lenses import adopted_or_both, unknown_standard
from tandem.evaluation.audits.programmes.models import AuditProgramme
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.states import Lacking

DAYS_TO_REPORT = 30
LONGEST_CONFLICT = 300
ENDED = ("reported", "finished", "cancelled")


def begin(actor: Actor) -> dict[str, object]:
    """A new audit belongs to the programme in force, and is led by who plans it."""
    programme = AuditProgramme.objects.in_force()
    standards = {"standards": programme.standards} if programme else adopted_or_both(actor)
    return {**standards, "programme": programme}


def derive_audit(audit: Any, before: Any, actor: Actor) -> None:
    """Whether who audits is independent, and by when it is reported."""
    if audit.state not in ENDED or before is None:
        audit.conflict = (_conflict_of_lead(audit) or _conflict_in_team(audit))[:LONGEST_CONFLICT]
    audit.report_due = audit.held_on + timedelta(days=DAYS_TO_REPORT) if audit.held_on else None


def _conflict_of_lead(audit: Any) -> str:
    part = conflict_of(audit.lead_id, parts_in(topics_of(audit)))
    return f"{audit.lead.name} {part}" if part else ""


def _conflict_in_team(audit: Any) -> str:
    """The first who audits with a part in what is audited; who only looks on may have one."""
    team = audit.team.exclude(conflict="").exclude(part="observer").order_by("pk") if audit.pk else ()
    return next((f"{member.title} {member.conflict}" for member in team), "")


def check_audit(audit: Any, before: Any, today: date) -> Mapping[str, str]:
    """Its days follow one another, and nobody leads an audit of their own work."""
    problems = {}
    if wrong := unknown_standard(audit.standards):
        problems["standards"] = wrong
    if audit.planned_from and audit.planned_to and audit.planned_to < audit.planned_from:
        problems["planned_to"] = _("It ends before it begins.")
    if audit.held_on and audit.held_on > today:
        problems["held_on"] = _("Write the closing meeting down once it was held.")
    if audit.held_on and audit.opened_on and audit.held_on < audit.opened_on:
        problems["held_on"] = _("It was opened later than that.")
    if audit.conflict and _is_decided(audit, before):
        problems["lead"] = _("Nobody audits their own work: %(who)s.") % {"who": audit.conflict}
    return problems


def _is_decided(audit: Any, before: Any) -> bool:
    """Whether somebody is made the lead auditor, or begins as such, with this write."""
    return before is None or before.lead_id != audit.lead_id or (before.state != "running" and audit.state == "running")


def audit_locked(audit: Any) -> str | None:
    """What was reported stays as it was reported."""
    return _("It is reported and stays as it is; plan another audit.") if audit.state in ENDED else None


def has_no_questions(audit: Any) -> bool:
    """Whether nothing is listed yet."""
    return not audit.questions.exists()


def may_list(audit: Any, actor: Actor) -> str | None:
    """The questions follow from the topics."""
    return None if audit.covered.exists() else _("Say first which topics it covers.")


def may_open(audit: Any, actor: Actor) -> str | Lacking | None:
    """Somebody leads it, and it says what for, of what, by what; that they are independent is checked with the step."""
    empty = tuple(name for name in ("lead", "objectives", "scope", "criteria") if not getattr(audit, name))
    if empty:
        return Lacking(empty)
    if not audit.covered.exists():
        return _("Say first which topics it covers.")
    if not audit.questions.exists():
        return _("List the questions first.")
    return None


def opened(audit: Any, actor: Actor) -> None:
    """Note the day of the opening meeting."""
    audit.opened_on = audit.opened_on or actor.today


def may_close(audit: Any, actor: Actor) -> str | None:
    """Every question is answered, and every sample looked at, before the closing meeting."""
    open_questions = audit.questions.filter(is_answered=False).count()
    if open_questions:
        words = ngettext(
            "%(count)d question is not answered yet.", "%(count)d questions are not answered yet.", open_questions
        )
        return words % {"count": open_questions}
    half = audit.samples.exclude(state__in=("examined", "withdrawn")).order_by("pk").first()
    if half is not None:
        return _("%(sample)s is not examined yet.") % {"sample": half.reference}
    return None


def held(audit: Any, actor: Actor) -> None:
    """Note the day of the closing meeting."""
    audit.held_on = audit.held_on or actor.today


def may_report(audit: Any, actor: Actor) -> str | None:
    """Who led the audit signs its report."""
    if actor.user_id != audit.lead_id:
        return _("The lead auditor signs the report.")
    return None


def report(audit: Any, actor: Actor) -> None:
    """The report is signed today."""
    audit.signed_by_id = actor.user_id
    audit.reported_on = actor.today


def is_not_received(audit: Any) -> bool:
    """Whether nobody countersigned the report yet."""
    return audit.received_on is None


def receive(audit: Any, actor: Actor) -> None:
    """Who answers for what was audited has the report."""
    audit.received_by_id = actor.user_id
    audit.received_on = actor.today


def may_finish(audit: Any, actor: Actor) -> str | None:
    """An audit is finished when what it found is put right and stays so."""
    left = audit.findings.unsettled().order_by("pk").first()
    if left is not None:
        return _("%(finding)s is not effective yet.") % {"finding": left.reference}
    return None if audit.received_on else _("Let somebody countersign the report first.")
