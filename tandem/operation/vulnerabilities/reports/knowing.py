"""What a report tells of vulnerabilities themselves: new ones are kept, known ones gain what was not known of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import declared_for
from tandem.operation.vulnerabilities import identifiers
from tandem.operation.vulnerabilities.models import Vulnerability
from tandem.operation.vulnerabilities.operations import exploited_like, spread_exploited
from tandem.operation.vulnerabilities.reports import attacks
from tandem.operation.vulnerabilities.reports.contents import NOT_RATED, Report, Weakness
from tandem.operation.vulnerabilities.reports.known import Known, join

FILLED = ("description", "vendor", "product", "advice")
LISTED = ("aliases", "cwe")
PART = 20  # vulnerabilities that are kept together


@dataclass(slots=True)
class Learnt:
    """The vulnerabilities a report names, and how many were new, gained something, or became known as exploited."""

    by_identifier: dict[str, Any] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    exploited: int = 0
    no_longer_listed: int = 0
    left_out: dict[str, int] = field(default_factory=dict)


def learn(actor: Actor, report: Report, day: date, learnt: Learnt) -> Iterator[None]:
    """Keep what a report tells of vulnerabilities, a little each time it goes on; `learnt` is told what came of it."""
    if report.kind == "epss":
        for _changed in attacks.take_scores(actor, report, day):
            learnt.changed += 1
            yield
        return
    known = Known(name for weakness in report.weaknesses for name in (weakness.identifier, *weakness.aliases))
    listed: list[Any] = []
    yield from _keep_new(actor, report, known, learnt, listed)
    yield from _keep_known(actor, report, known, learnt, listed)
    exploited = [record for record in listed if record.is_exploited]
    learnt.exploited = len(exploited)
    if report.kind == "kev":
        learnt.exploited += spread_exploited(actor, exploited) if exploited else 0
        yield
        gone, kept = attacks.left_list(report, day)
        yield from attacks.take_off(actor, report, gone)
        learnt.no_longer_listed = len(gone)
        learnt.left_out = {"much-shorter": kept} if kept else {}


def _keep_new(actor: Actor, report: Report, known: Known, learnt: Learnt, listed: list[Any]) -> Iterator[None]:
    fresh = [weakness for weakness in report.weaknesses if not known.of(weakness.names())]
    for start in range(0, len(fresh), PART):
        part = fresh[start : start + PART]
        made = writing.create_many(
            actor, declared_for(Vulnerability), [_new(weakness, known, report) for weakness in part]
        )
        for weakness, record in zip(part, made, strict=True):
            known.learn(record, weakness.names())
            learnt.by_identifier[weakness.identifier] = record
        learnt.new += len(made)
        listed += made
        yield


def _keep_known(actor: Actor, report: Report, known: Known, learnt: Learnt, listed: list[Any]) -> Iterator[None]:
    """Those of the report that were known before, with what is gained; `listed` are the ones that are now exploited."""
    register = declared_for(Vulnerability)
    for weakness in report.weaknesses:
        if weakness.identifier in learnt.by_identifier:
            continue
        before, *others = known.of(weakness.names())
        join(actor, before, others)
        gained = _gained(before, weakness, is_list=report.kind == "kev")
        after = writing.change(actor, register, before.reference, gained) if gained else before
        learnt.changed += after.version != before.version
        listed += [after] if after.is_exploited and not before.is_exploited else []
        known.learn(after, weakness.names())
        learnt.by_identifier[weakness.identifier] = after
        yield


def _new(weakness: Weakness, known: Known, report: Report) -> dict[str, Any]:
    names = (*FILLED, *LISTED, *attacks.ATTACKS, "score", "vector")
    values: dict[str, Any] = {name: getattr(weakness, name) for name in names}
    values |= {
        "identifier": weakness.identifier,
        "title": weakness.title or weakness.identifier,
        "severity": weakness.severity,
        "sources": "\n".join(weakness.sources),
        "is_listed": report.kind == "kev",
    }
    if weakness.epss:
        values |= _likelihood(weakness)
    listed = [record for alias in weakness.aliases for record in known.of([alias]) if record.is_exploited]
    return values | (exploited_like(listed) if listed and not weakness.is_exploited else {})


def _gained(record: Any, weakness: Weakness, *, is_list: bool) -> dict[str, Any]:
    """What is told and was not known: nothing known is overwritten but what others keep up, on attacks."""
    gained: dict[str, Any] = {
        name: value for name in FILLED if (value := getattr(weakness, name)) and not getattr(record, name)
    }
    if (weakness.score or weakness.vector) and not (record.score or record.vector):
        gained |= {"score": weakness.score, "vector": weakness.vector}
    if weakness.title and weakness.title != weakness.identifier and record.title == record.identifier:
        gained["title"] = weakness.title
    if weakness.severity != NOT_RATED and record.severity == NOT_RATED:
        gained["severity"] = weakness.severity
    gained |= _lists(record, weakness)
    if weakness.sources and not record.sources.strip():
        gained["sources"] = "\n".join(weakness.sources)
    if weakness.epss and (record.epss_on is None or weakness.epss_on > record.epss_on.isoformat()):
        gained |= _likelihood(weakness)
    return gained | (attacks.gained(record, weakness, is_list=is_list) if weakness.is_exploited else {})


def _lists(record: Any, weakness: Weakness) -> dict[str, Any]:
    gained = {}
    lists = {"aliases": [weakness.identifier, *weakness.aliases], "cwe": weakness.cwe}
    for name in LISTED:
        joined = dict.fromkeys([*getattr(record, name), *lists[name]])
        kept = [text for text in joined if identifiers.key(text) != identifiers.key(record.identifier)]
        if kept != getattr(record, name):
            gained[name] = kept
    return gained


def _likelihood(weakness: Weakness) -> dict[str, Any]:
    percentile = Decimal(weakness.epss_percentile) if weakness.epss_percentile else None
    return {"epss": Decimal(weakness.epss), "epss_percentile": percentile, "epss_on": weakness.epss_on or None}
