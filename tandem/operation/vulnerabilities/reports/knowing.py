"""What a report tells of vulnerabilities themselves: new ones are kept, known ones gain what was not known of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.vulnerabilities.models import Vulnerability
from tandem.operation.vulnerabilities.operations import exploited_like, spread_exploited
from tandem.operation.vulnerabilities.reports.told import NOT_RATED, Report, Weakness

AT_ONCE = 400
FILLED = ("description", "vendor", "product", "score", "vector", "advice")
LISTED = ("aliases", "cwe")
ATTACKS = ("is_exploited", "is_ransomware", "exploited_since", "exploited_due")


@dataclass(slots=True)
class Learnt:
    """The vulnerabilities a report names, and how many were new, gained something, or became known as exploited."""

    by_identifier: dict[str, Any] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    exploited: int = 0


def learn(actor: Actor, report: Report) -> Learnt:
    """Keep what a report tells of vulnerabilities."""
    register, learnt = declared_for(Vulnerability), Learnt()
    known = _known(one.identifier for one in report.weaknesses)
    fresh = [one for one in report.weaknesses if one.identifier not in known]
    aliases = _known(alias for one in fresh for alias in one.aliases)
    made = writing.create_many(actor, register, [_new(one, aliases) for one in fresh])
    learnt.new = len(made)
    listed = list(made)
    for one in report.weaknesses:
        before = known.get(one.identifier)
        if before is None:
            continue
        gained = _gained(before, one)
        after = writing.change(actor, register, before.reference, gained) if gained else before
        learnt.changed += after.version != before.version
        known[one.identifier] = after
        listed += [after] if after.is_exploited and not before.is_exploited else []
    learnt.by_identifier = known | {one.identifier: one for one in made}
    exploited = [one for one in listed if one.is_exploited]
    learnt.exploited = len(exploited) + (
        spread_exploited(actor, exploited) if report.kind == "kev" and exploited else 0
    )
    return learnt


def _known(identifiers: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    wanted = list(dict.fromkeys(identifiers))
    for start in range(0, len(wanted), AT_ONCE):
        rows = Vulnerability.objects.filter(identifier__in=wanted[start : start + AT_ONCE])
        found |= {one.identifier: one for one in rows}
    return found


def _new(told: Weakness, aliases: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(told, name) for name in (*FILLED, *LISTED, *ATTACKS)}
    values |= {"identifier": told.identifier, "title": told.title or told.identifier, "severity": told.severity}
    values["sources"] = "\n".join(told.sources)
    listed = [aliases[alias] for alias in told.aliases if alias in aliases and aliases[alias].is_exploited]
    return values | (exploited_like(listed) if listed and not told.is_exploited else {})


def _gained(known: Any, told: Weakness) -> dict[str, Any]:
    """What is told and was not known: nothing known is overwritten but by the list of exploited ones, on attacks."""
    gained: dict[str, Any] = {
        name: value for name in FILLED if (value := getattr(told, name)) and not getattr(known, name)
    }
    if told.title and told.title != told.identifier and known.title == known.identifier:
        gained["title"] = told.title
    if told.severity != NOT_RATED and known.severity == NOT_RATED:
        gained["severity"] = told.severity
    for name in LISTED:
        joined = list(dict.fromkeys([*getattr(known, name), *getattr(told, name)]))
        if joined != getattr(known, name):
            gained[name] = joined
    lines = known.sources.splitlines()
    missing = [link for link in told.sources if link not in lines]
    if missing and not lines:
        gained["sources"] = "\n".join(missing)
    return gained | (_attacks(known, told) if told.is_exploited else {})


def _attacks(known: Any, told: Weakness) -> dict[str, Any]:
    differing = {}
    for name in ATTACKS:
        value, before = getattr(told, name), getattr(known, name)
        if value and str(value) != str(before):
            differing[name] = value
    return differing
