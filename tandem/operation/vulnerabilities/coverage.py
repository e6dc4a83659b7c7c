"""What was looked at for vulnerabilities, held against the inventory: scanned, failed, never scanned, unknown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Max

from tandem.direction.scope.parts.outside import outside_every_scope
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.records import RecordQuerySet
from tandem.operation.vulnerabilities.findings.matching import Inventory
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.findings.placing import REASON
from tandem.operation.vulnerabilities.reports.models import LISTS, VulnerabilityReport

SCANNED, FAILED, NEVER, UNKNOWN = "scanned", "failed", "never", "unknown"
KINDS = ("hardware", "software", "network", "platform", "component")
NO_SCANS = (*LISTS, "csaf")
IN_USE = ("in-use", "in-repair")
FRESH = timedelta(days=90)
NAMED = re.compile(r"^(?P<target>.*?)(?: \((?P<item>[A-Z]+-\d+)\))?$", re.DOTALL)


@dataclass(slots=True)
class Look:
    """The newest look at a thing: when, by what, in which report, and why it failed where it did."""

    on: date
    tool: str
    report: str
    why: str = ""


@dataclass(slots=True)
class Covered:
    """An item of the inventory, or a target that is none, with the newest look at it that succeeded and that failed."""

    name: str
    item: str = ""
    kind: str = ""
    owner: str = ""
    tools: list[str] = field(default_factory=list)
    succeeded: Look | None = None
    failed: Look | None = None

    @property
    def state(self) -> str:
        """Scanned, failed since it was last scanned, or never scanned; unknown for what is in no inventory."""
        if not self.item:
            return UNKNOWN
        if self.failed and (self.succeeded is None or self.failed.on > self.succeeded.on):
            return FAILED
        return SCANNED if self.succeeded else NEVER

    @property
    def last(self) -> Look | None:
        """The look that the state follows from."""
        looks = [look for look in (self.failed, self.succeeded) if look]
        return max(looks, key=lambda look: look.on, default=None)

    def is_old(self, today: date) -> bool:
        """True when it was scanned, but more than 90 days ago."""
        return self.state == SCANNED and self.succeeded is not None and today - self.succeeded.on > FRESH


@dataclass(slots=True)
class Coverage:
    """Every item in scope that can be scanned, and every target that was and is none.

    `outside` counts the items that could be scanned and that every scope leaves outside.
    """

    items: list[Covered]
    unknown: list[Covered]
    outside: int

    def counts(self) -> dict[str, int]:
        """How many there are of each state."""
        found = dict.fromkeys((SCANNED, FAILED, NEVER), 0)
        for covered in self.items:
            found[covered.state] += 1
        return found | {UNKNOWN: len(self.unknown)}

    def of(self, state: str) -> list[Covered]:
        """Those of one state."""
        return self.unknown if state == UNKNOWN else [covered for covered in self.items if covered.state == state]


def coverage(actor: Actor) -> Coverage:
    """What reports looked at, beside the items in use that this actor may see and that can be scanned."""
    scannable, outside = _scannable(actor), outside_every_scope("item")
    items = {covered.item: covered for covered in _of_items(scannable.exclude(pk__in=outside))}
    gathering = _Gathering(items)
    for report in VulnerabilityReport.objects.exclude(kind__in=NO_SCANS).order_by("scanned_on", "pk"):
        gathering.take(report)
    gathering.take_findings()
    unknown = sorted(gathering.unknown.values(), key=lambda covered: covered.name.casefold())
    return Coverage(list(items.values()), unknown, scannable.filter(pk__in=outside).count())


def _scannable(actor: Actor) -> RecordQuerySet:
    """The items in use of a kind that is scanned, as far as this actor may see them."""
    seen: RecordQuerySet = permissions.visible(actor, registers.declared("items"))
    return seen.filter(kind__in=KINDS, state__in=IN_USE)


def _of_items(items: RecordQuerySet) -> Iterator[Covered]:
    kinds = {key: str(label) for key, label in registers.declared("items").field("kind").flatchoices}
    items = items.order_by("title", "pk")
    for title, reference, kind, owner in items.values_list("title", "reference", "kind", "owner__name"):
        yield Covered(title, reference, kinds[kind], owner or "")


class _Gathering:
    """Looks at things, the newest last."""

    def __init__(self, items: dict[str, Covered]) -> None:
        self.items = items
        self.unknown: dict[str, Covered] = {}

    @cached_property
    def inventory(self) -> Inventory:
        """Read only where a report names a target and no item."""
        return Inventory()

    def take(self, report: Any) -> None:
        for text in report.looked_at:
            target, item = _parts(text)
            for covered in self._covered(target, item):
                covered.succeeded = Look(report.scanned_on, report.tool, report.reference)
                covered.tools += [report.tool] if report.tool not in covered.tools else []
        for text in report.not_looked_at:
            named, _mark, why = text.partition(REASON)
            for covered in self._covered(*_parts(named)):
                covered.failed = Look(report.scanned_on, report.tool, report.reference, why)

    def _covered(self, target: str, item: str) -> Iterator[Covered]:
        """The item that a target is, as it was said or as the inventory knows it by now; else the target itself."""
        found = self.inventory.match([target]).item if not item else None
        reference = item or (found.reference if found else "")
        if reference in self.items:
            yield self.items[reference]
        elif not reference:
            yield self.unknown.setdefault(target.casefold(), Covered(target))

    def take_findings(self) -> None:
        """What somebody found on an item was looked at, whoever wrote it down."""
        rows = VulnerabilityFinding.objects.exclude(item=None).order_by()
        for reference, tool, last in rows.values_list("item__reference", "tool").annotate(last=Max("last_seen")):
            covered = self.items.get(reference)
            if covered and last and (covered.succeeded is None or last > covered.succeeded.on):
                covered.succeeded = Look(last, tool, "")
                covered.tools += [tool] if tool and tool not in covered.tools else []


def _parts(text: str) -> tuple[str, str]:
    found = NAMED.match(text)
    return (found["target"], found["item"] or "") if found else (text, "")
