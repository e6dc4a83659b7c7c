"""What follows for findings: deadlines when a vulnerability or the rules change, and the end of an acceptance."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.ground.kernel import jobs, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns import asking
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.patterns.organizations import for_each_organization
from tandem.ground.kernel.patterns.spreading import spread
from tandem.ground.kernel.registers import declared_for
from tandem.ground.kernel.rehearsing import as_rehearsed
from tandem.operation.vulnerabilities.deadlines.rules import APPROVAL, deadline, deadlines_in_force
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.models import Vulnerability

DECIDING = ("is_exploited", "exploited_since")
MOST_NAMED = 50


def follow_vulnerability(actor: Actor, vulnerability: Any, before: Any) -> None:
    """Give open findings the deadline of a vulnerability that is now exploited, or no longer, and tell their owners."""
    if all(getattr(vulnerability, name) == getattr(before, name) for name in DECIDING):
        return
    findings = list(_open_findings().filter(vulnerability=vulnerability))
    pairs = list(_with_new_deadlines(findings))
    spread(actor, declared_for(VulnerabilityFinding), pairs, "deadline", vulnerability.identifier)
    if vulnerability.is_exploited and not before.is_exploited:
        for finding, values in pairs:
            finding.due = values["due"]
        _tell_owners(actor, vulnerability, [finding for finding, _values in pairs])


def _with_new_deadlines(findings: Iterable[Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Findings whose deadline is another one by now, with what it is."""
    rules = deadlines_in_force()
    for finding in findings:
        due = deadline(finding, finding.vulnerability, rules)
        if due != (finding.due, finding.deadline_by) or finding.is_exploited != finding.vulnerability.is_exploited:
            changed = {"due": due[0], "deadline_by": due[1], "is_exploited": finding.vulnerability.is_exploited}
            yield finding, changed


def _tell_owners(actor: Actor, vulnerability: Any, findings: list[Any]) -> None:
    """One action for each owner; findings of nobody are for who answers for the vulnerability, else who brought it."""
    by_owner: dict[int | None, list[Any]] = {}
    for finding in findings:
        owner = finding.owner_id or vulnerability.owner_id or actor.user_id
        by_owner.setdefault(owner, []).append(finding)
    for owner, theirs in by_owner.items():
        title = ngettext(
            "%(what)s is being exploited: treat %(count)d finding",
            "%(what)s is being exploited: treat %(count)d findings",
            len(theirs),
        )
        sentence = title % {"what": vulnerability.identifier, "count": len(theirs)}
        if len(theirs) == 1:
            sentence = _("%(what)s is being exploited: treat %(finding)s")
            sentence %= {"what": vulnerability.identifier, "finding": theirs[0].reference}
        asking.ask(
            as_tandem(actor),
            declared_for(Vulnerability),
            vulnerability.reference,
            owner,
            sentence,
            due=min((finding.due for finding in theirs if finding.due), default=None),
            details="\n".join(_line(finding) for finding in theirs[:MOST_NAMED]),
            reason=vulnerability.identifier,
        )


def _line(finding: Any) -> str:
    return f"- {finding.reference} {finding.target} {finding.component} {finding.due or ''}".rstrip()


def put_in_force(actor: Actor, deadlines: Any) -> None:
    """Newly approved deadlines supersede those before and hold for every open finding."""
    APPROVAL.put_in_force(actor, deadlines)
    pairs = list(_with_new_deadlines(_open_findings()))
    spread(actor, declared_for(VulnerabilityFinding), pairs, "deadline", deadlines.reference)


def _open_findings() -> Any:
    return VulnerabilityFinding.objects.open().select_related("vulnerability").order_by("pk")


def spread_exploited(actor: Actor, vulnerabilities: list[Any]) -> int:
    """Mark what is also known under the number of an exploited one; returns how many were marked."""
    known = {exploited.identifier.casefold(): exploited for exploited in vulnerabilities}
    register, marked = declared_for(Vulnerability), 0
    rows = Vulnerability.objects.exclude(aliases=[]).filter(is_exploited=False).order_by("pk")
    for other in as_rehearsed(
        Vulnerability, rows, lambda vulnerability: bool(vulnerability.aliases) and not vulnerability.is_exploited
    ):
        listed = [known[alias.casefold()] for alias in other.aliases if alias.casefold() in known]
        if listed:
            writing.follow(actor, register, other, exploited_like(listed), "exploited", listed[0].identifier)
            marked += 1
    return marked


def exploited_like(listed: list[Any]) -> dict[str, Any]:
    """What a vulnerability takes over from the exploited ones it comprises."""
    return {
        "is_exploited": True,
        "is_listed": any(source.is_listed for source in listed),
        "is_ransomware": any(source.is_ransomware for source in listed),
        "exploited_since": min((source.exploited_since for source in listed if source.exploited_since), default=None),
        "exploited_due": min((source.exploited_due for source in listed if source.exploited_due), default=None),
    }


@jobs.task("ended-acceptances", schedule="25 2 * * *")
def open_again(progress: jobs.Progress | None = None) -> None:
    """Findings whose acceptance has ended are open again, with their old deadline."""
    for_each_organization(_open_again)


def _open_again(tandem: Actor) -> None:
    for ended in VulnerabilityFinding.objects.acceptance_ended(tandem.today).order_by("pk"):
        values = {"state": "open", "reopened": ended.reopened + 1, "accepted_until": None}
        why = _("The acceptance ended.")
        writing.follow(tandem, declared_for(VulnerabilityFinding), ended, values, "reopen", why)
