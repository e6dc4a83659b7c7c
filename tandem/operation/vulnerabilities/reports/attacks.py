"""What lists say of attacks, kept up in both directions: known exploited vulnerabilities, and likelihoods (EPSS)."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.ground.kernel.rehearsing import as_rehearsed
from tandem.operation.vulnerabilities import identifiers
from tandem.operation.vulnerabilities.models import Vulnerability
from tandem.operation.vulnerabilities.reports.contents import Report, Weakness
from tandem.operation.vulnerabilities.reports.models import VulnerabilityReport

ATTACKS = ("is_exploited", "is_ransomware", "exploited_since", "exploited_due")
NOT_ATTACKED: dict[str, Any] = {
    "is_listed": False,
    "is_exploited": False,
    "is_ransomware": False,
    "exploited_since": None,
    "exploited_due": None,
}
FEW, TENTH = 10, 10


def gained(record: Any, weakness: Weakness, *, is_list: bool) -> dict[str, Any]:
    """What differs from what is known of attacks; only the list itself says that something is so no longer."""
    differing: dict[str, Any] = {}
    for name in ATTACKS:
        value, before = getattr(weakness, name), getattr(record, name)
        is_told = bool(value) or (is_list and record.is_listed and name in ("is_ransomware", "exploited_due"))
        if is_told and str(value or "") != str(before or ""):
            differing[name] = value or (False if name == "is_ransomware" else None)
    return differing | ({"is_listed": True} if is_list and not record.is_listed else {})


def left_list(report: Report, day: date) -> tuple[list[Any], int]:
    """What left the list and is to be marked; how many stay as they are since the list is much shorter.

    An older list than the newest that was brought takes nothing off.
    """
    newer = VulnerabilityReport.objects.filter(kind="kev", scanned_on__gt=day)
    if newer.exists():
        return [], 0
    listed = {identifiers.key(weakness.identifier) for weakness in report.weaknesses}
    rows = Vulnerability.objects.filter(is_listed=True).order_by("pk")
    before = as_rehearsed(Vulnerability, rows, lambda record: record.is_listed)
    gone = [record for record in before if not _names(record) & listed]
    if len(gone) > max(FEW, len(before) // TENTH):
        return [], len(gone)
    return gone, 0


def take_off(actor: Actor, report: Report, gone: Iterable[Any]) -> Iterator[None]:
    """Mark what left the list, one after the other."""
    for record in gone:
        writing.change(actor, declared_for(Vulnerability), record.reference, NOT_ATTACKED, reason=report.tool)
        yield


def _names(record: Any) -> set[str]:
    return {identifiers.key(name) for name in (record.identifier, *record.aliases)}


def take_scores(actor: Actor, report: Report, day: date) -> Iterator[None]:
    """Keep up how likely attacks are held to be, upward and downward; what left a whole list has none any more.

    What is known from a newer day stays. Goes on once for each that changed.
    """
    for record in as_rehearsed(Vulnerability, Vulnerability.objects.order_by("pk"), lambda record: True):
        if record.epss_on and record.epss_on > day:
            continue
        values = _score(record, report, day)
        if values:
            writing.follow(actor, declared_for(Vulnerability), record, values, "likelihood", report.tool)
            yield


def _score(record: Any, report: Report, day: date) -> dict[str, Any]:
    epss_scores = [
        report.scores[name]
        for name in map(identifiers.canonical, (record.identifier, *record.aliases))
        if name in report.scores
    ]
    if epss_scores:
        share, percentile = max(epss_scores)
        score = {"epss": Decimal(share), "epss_percentile": Decimal(percentile) if percentile else None}
        same = all(getattr(record, name) == value for name, value in score.items())
        return {} if same else score | {"epss_on": day}
    if report.is_full and record.epss is not None:
        return {"epss": None, "epss_percentile": None, "epss_on": day}
    return {}
