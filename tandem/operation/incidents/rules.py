"""Priority, and what an incident needs at each step."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, comments
from tandem.ground.kernel.actor import AUDITOR, MANAGER, Actor
from tandem.ground.kernel.confining import of_person
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.permissions import WRITERS
from tandem.operation.incidents import splitting
from tandem.operation.incidents.references.rules import first_day
from tandem.operation.incidents.saying import too_little
from tandem.operation.incidents.templates import rules as templates

MOST_LEVELS = 20  # of incidents that are part of one another
PRIORITY = {(1, 1): 1, (1, 2): 2, (1, 3): 3, (2, 1): 2, (2, 2): 3, (2, 3): 4, (3, 1): 3, (3, 2): 4, (3, 3): 5}


def priority_of(impact: int, urgency: int) -> int:
    """Priority 1 (critical) to 5 (planning) from impact and urgency, 1 (high) to 3 (low) each."""
    return PRIORITY[impact, urgency]


def derive_incident(incident: Any, before: Any, actor: Actor) -> None:
    """Compute the priority unless a reason for another one is given, count reassignments, note the times of states."""
    if before is None:
        templates.fill(incident)
        splitting.begin(incident, actor)
    _name_caller(incident)
    if not incident.priority_reason and actor.through != "import":
        incident.priority = priority_of(incident.impact, incident.urgency)
    if actor.through == "import" and incident.priority != priority_of(incident.impact, incident.urgency):
        incident.priority_reason = incident.priority_reason or _as_elsewhere(get_language())
    is_report = before is None and _is_report(incident, actor)
    incident.is_security = incident.is_security or is_report
    if before is None:
        incident.opened_at = incident.opened_at or clock.now()
    elif actor.through != "import" and (before.group, before.assignee_id) != (incident.group, incident.assignee_id):
        incident.reassignments += bool(before.group or before.assignee_id)
    if incident.state != "pending":
        incident.pending_on, incident.pending_why, incident.pending_until = "", "", None
    is_decided = incident.is_security if before is None else before.is_security != incident.is_security
    if is_decided and not is_report:
        _note_assessment(incident, before, actor)
    if incident.is_confidential and incident.owner_id is None:
        incident.owner_id = actor.user_id


@cache
def _as_elsewhere(language: str | None) -> str:
    """The reason of what a file says, in the language of whoever brings it."""
    return _("As in the system it was imported from.")


def _name_caller(incident: Any) -> None:
    """Whoever called is of a customer, and known by name."""
    if incident.contact_id is None and incident.caller_id is None:
        return
    person = incident.contact or incident.caller
    if incident.contact is not None and incident.customer_id is None:
        incident.customer_id = incident.contact.customer_id
    if person is not None and not incident.reported_by:
        incident.reported_by = person.title[:150]


def _is_report(incident: Any, actor: Actor) -> bool:
    """A reported event or weakness is a suspicion, whoever reports it, until it is assessed (A.6.8, A.5.25)."""
    return incident.reported_as != "disruption" and not incident.security_reason and actor.through != "import"


def _note_assessment(incident: Any, before: Any, actor: Actor) -> None:
    """Whoever sets the flag has assessed the event, except staff and readers: theirs is a suspicion to be assessed."""
    if actor.role in WRITERS:
        incident.security_assessed_by_id = actor.user_id
        incident.security_assessed_at = clock.now()
    elif before is not None and before.security_assessed_at:
        raise Invalid({"is_security": [_("It was assessed already; tell the one who did what you know.")]})
    if before is not None and actor.through == "import":
        incident.security_reason = incident.security_reason or _as_elsewhere(get_language())


REASONS = ("priority_reason", "security_reason", "pending_why")


def check_incident(incident: Any, before: Any, today: date) -> Mapping[str, str]:
    """What an incident as a whole needs."""
    problems = {}
    if not (incident.is_service or incident.is_security):
        problems["is_service"] = _("An incident affects a service, information security, or both.")
    if incident.priority != priority_of(incident.impact, incident.urgency) and not incident.priority_reason:
        problems["priority_reason"] = _("Say why the priority is not the one from impact and urgency.")
    if incident.resolved_at and incident.resolved_at < incident.opened_at:
        problems["resolved_at"] = _("An incident cannot be resolved before it was opened.")
    if incident.parent_id and incident.pk and _is_within(incident):
        problems["parent"] = _("An incident cannot be part of itself.")
    if incident.contact_id and incident.contact.customer_id != incident.customer_id:
        problems["contact"] = _("They are of another customer than the incident.")
    if before is not None and _is_handed_on(incident, before):
        problems["customer"] = _("What was said in it is for the customer it is of; open another for this one.")
    if before is not None and before.split_from_id != incident.split_from_id:
        problems["split_from"] = _("What an incident was split from stays as it is.")
    if wrong := templates.problem_with(incident, before):
        problems["template"] = wrong
    if before is not None and before.is_major and not incident.is_major and _is_declared(incident):
        problems["is_major"] = _("Stand the major incident down with a reason; that takes the mark away.")
    if before is not None and before.is_security != incident.is_security and not incident.security_reason:
        problems["security_reason"] = (
            _("Say why this is a security incident.")
            if incident.is_security
            else _("Say why this is no security incident after all.")
        )
    if incident.article_id and incident.why_no_article:
        problems["why_no_article"] = _("There is an article; leave this empty.")
    if incident.happened and (first_day(incident.happened) or date.max) > today:
        problems["happened"] = _("Write a day, month or year that has come, such as 2026-03-09, 2026-03 or 2026.")
    if incident.aware_at and incident.aware_at > clock.now():
        problems["aware_at"] = _("What is known since a time to come is not known yet.")
    return problems | too_little(incident, before, REASONS)


def _is_handed_on(incident: Any, before: Any) -> bool:
    """Whether somebody else would read what was said to or by the customer that an incident is of."""
    is_other = bool(before.customer_id) and before.customer_id != incident.customer_id
    return is_other and comments.is_said_outside("incidents", incident.pk)


def _is_within(incident: Any) -> bool:
    """Whether an incident would be part of itself, by whatever lies between."""
    above = incident.parent
    for _level in range(MOST_LEVELS):
        if above is None:
            return False
        if above.pk == incident.pk:
            return True
        above = above.parent
    return True


def _is_declared(incident: Any) -> bool:
    return bool(incident.declarations.standing().exists())


def take(incident: Any, actor: Actor) -> None:
    """Whoever starts to work on it has it."""
    if incident.assignee_id is None:
        incident.assignee_id = actor.user_id


def resolve(incident: Any, actor: Actor) -> None:
    """Note when the service was back."""
    incident.resolved_at = incident.resolved_at or clock.now()


def close(incident: Any, actor: Actor) -> None:
    """Note when the record was closed for good."""
    incident.closed_at = clock.now()


def reopen(incident: Any, actor: Actor) -> None:
    """A resolution that did not hold is taken back."""
    incident.resolved_at = None
    incident.reopened += 1


def assess(incident: Any, actor: Actor) -> None:
    """Note who decided, and when, whether the event is a security incident (27001:2022 A.5.25)."""
    incident.security_assessed_by_id = actor.user_id
    incident.security_assessed_at = clock.now()
    if incident.is_security:
        incident.aware_at = incident.aware_at or incident.security_assessed_at


def waive_evidence(incident: Any, actor: Actor) -> None:
    """Note who answers for it that no evidence is kept."""
    incident.evidence_waived_by_id = actor.user_id
    incident.evidence_waived_at = clock.now()


def may_need_waiver(incident: Any) -> bool:
    """Only a security incident without evidence can need a waiver."""
    return bool(incident.is_security) and not has_evidence(incident)


def has_evidence(incident: Any) -> bool:
    """True when an item of evidence is kept that was not withdrawn."""
    return bool(incident.evidence.exclude(state="withdrawn").exists())


def may_resolve(incident: Any, actor: Actor) -> str | None:
    """A security incident is assessed, classified and has its evidence before it is resolved (A.5.25, A.5.28)."""
    left = sum(step.state == "open" for step in incident.steps.all())
    if left:
        return _("Lines of the checklist are still open: %(left)s. Do them, or leave them out.") % {"left": left}
    if not incident.is_security:
        return None
    if incident.security_assessed_at is None:
        return _("Assess first whether it is a security incident.")
    if not incident.security_category or incident.personal_data == "unknown":
        return _("Say first what kind of security incident it is, and whether personal data are concerned.")
    if not incident.evidence_waived_at and not has_evidence(incident):
        return _("Keep an item of evidence first, or let a manager waive it with a reason.")
    return None


def may_cancel(incident: Any, actor: Actor) -> str | None:
    """A security incident is not made to disappear."""
    return _("Assess it as no security incident first.") if incident.is_security else None


def may_close(incident: Any, actor: Actor) -> str | None:
    """Security and major incidents end with a lesson (A.5.27; 20000-1:2018 8.6.1) and with everybody told."""
    if (incident.is_security or incident.is_major) and not incident.lessons.strip():
        return _("Write the lessons learned first: security and major incidents need them.")
    if incident.notifications.waiting().exists():
        return _("Send what is to be notified first, or let a manager say why it is not needed.")
    return None


def may_become_article(incident: Any) -> bool:
    """Nobody wrote down yet what was learnt, and it is for others to read."""
    return incident.article_id is None and not incident.is_confidential


def there_for(actor: Actor) -> Q:
    """Confidential incidents are there for managers, their owner and assignee, and auditors who were let in."""
    if actor.role == MANAGER:
        return Q()
    there = Q(is_confidential=False) | of_person(actor, "owner", "assignee")
    return there | Q(is_open_to_auditors=True) if actor.role == AUDITOR else there


def locked(incident: Any) -> str | None:
    """Closed is final: what comes later opens a linked incident."""
    if incident.merged_into_id and incident.state == "cancelled":
        return _("It was merged into %(kept)s; go on there.") % {"kept": incident.merged_into.reference}
    return _("It is closed; open a new incident and link it.") if incident.state in ("closed", "cancelled") else None


def inside_only(actor: Actor) -> Q:
    """What only those inside see, whichever customer the incident is of."""
    return Q() if actor.customer_id is None else Q(pk__in=())
