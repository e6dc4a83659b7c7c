"""Which item each target of a report is, and who answers for what is found there."""

from collections import Counter
from typing import Any

from tandem.ground.kernel import registers, rehearsing, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.operation.vulnerabilities.findings.matching import Inventory, Match
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.reports.contents import Report

NEW, NONE = "new", "none"
HOSTS = ("nmap", "openvas")
MOST_TOLD, MOST_KEPT = 200, 65_000
REASON = ": "


class Places:
    """The targets of one report with their items: as chosen, else as before, else as the inventory knows them."""

    def __init__(
        self,
        actor: Actor,
        report: Report,
        inventory: Inventory,
        chosen: dict[str, str],
        owner: int | None,
        *,
        creates: bool,
    ) -> None:
        self.actor, self.report, self.owner = actor, report, owner
        self.creates, self.inventory = creates, inventory
        self.count = Counter(sighting.target for sighting in report.sightings)
        self.created: set[str] = set()
        before = self._before()
        self.matches = {target: self._match(target, chosen.get(target, ""), before) for target in report.targets}

    def _before(self) -> dict[str, Any]:
        """Where findings of this tool on these targets were put by now."""
        tool, targets = self.report.tool, self.report.targets
        placed = VulnerabilityFinding.objects.filter(tool=tool, target__in=list(targets))
        rows = placed.exclude(item=None).select_related("item__service").order_by("pk")
        findings = rehearsing.as_rehearsed(
            VulnerabilityFinding,
            rows,
            lambda candidate: candidate.tool == tool and candidate.target in targets and candidate.item_id,
        )
        return {finding.target: finding.item for finding in findings}

    def _match(self, target: str, choice: str, before: dict[str, Any]) -> Match:
        if choice == NONE:
            return Match()
        if choice and choice != NEW:
            return Match(self._chosen(choice))
        if choice != NEW and target in before:
            return Match(before[target])
        matched = self.inventory.match([target, *self.report.targets[target]])
        if matched.item or not (choice == NEW or (self.creates and not matched.is_ambiguous and self.count[target])):
            return matched
        self.created.add(target)
        made = self._create(target)
        self.inventory.learn(made)
        return Match(made)

    def _chosen(self, reference: str) -> Any:
        register = registers.declared("items")
        try:
            return writing.find(self.actor, register, reference)
        except NotFound as missing:
            raise Invalid({"item": [str(missing)]}) from missing

    def _create(self, target: str) -> Any:
        known_as = self.report.targets[target]
        values = {
            "title": (next((name for name in known_as if not name.replace(".", "").isdigit()), target))[:200],
            "identifier": ", ".join([target, *known_as])[:200],
            "kind": "hardware" if self.report.kind in HOSTS else "software",
            "is_asset": True,
            "is_ci": True,
            "owner": self.owner,
        }
        return writing.create(self.actor, registers.declared("items"), values)

    def item_of(self, target: str) -> Any:
        """The item of a target, None where there is none."""
        match = self.matches.get(target)
        return match.item if match else None

    def looked_at(self) -> list[str]:
        """The targets that the report looked at, each with the item that it is."""
        return [self._named(target) for target in self.report.targets if target not in self.report.failed][:MOST_KEPT]

    def not_looked_at(self) -> list[str]:
        """The targets that could not be looked at, each with its item and the reason."""
        failed = self.report.failed.items()
        return [f"{self._named(target)}{REASON}{why}" if why else self._named(target) for target, why in failed][
            :MOST_KEPT
        ]

    def _named(self, target: str) -> str:
        item = self.item_of(target)
        return f"{target} ({item.reference})" if item else target

    def as_rows(self) -> list[dict[str, Any]]:
        """The targets as a page shows them."""
        return [
            {
                "name": target,
                "findings": self.count[target],
                "item": match.item.reference if match.item else "",
                "title": match.item.title if match.item else "",
                "is_new": target in self.created,
                "is_ambiguous": match.is_ambiguous,
            }
            for target, match in list(self.matches.items())[:MOST_TOLD]
        ]
