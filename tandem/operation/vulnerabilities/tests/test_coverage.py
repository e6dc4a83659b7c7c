"""What was scanned is held against the inventory: the auditor's first question."""

from datetime import timedelta
from typing import Any

from tandem.direction.scope.parts.register import SCOPE_PARTS
from tandem.direction.scope.register import MANAGEMENT_SYSTEMS
from tandem.ground.kernel import writing
from tandem.operation.vulnerabilities.coverage import coverage
from tandem.operation.vulnerabilities.reports import pipeline
from tandem.operation.vulnerabilities.tests import samples
from tandem.operation.vulnerabilities.tests.steps import TODAY, brought, found, item, on, vulnerability
from tests.cast import Cast

DOWN = b'<host><status state="down"/><address addr="10.0.0.9" addrtype="ipv4"/></host></nmaprun>'


def states(home: Cast, name: str = "ben") -> dict[str, str]:
    """The state of every item and target by its name."""
    covered = coverage(home.actor(name))
    return {one.name: one.state for one in (*covered.items, *covered.unknown)}


def system(home: Cast, standard: str) -> Any:
    """An adopted standard."""
    return writing.create(home.actor("ada"), MANAGEMENT_SYSTEMS, {"title": standard, "standard": standard})


def placed(home: Cast, of: Any, thing: Any, place: str) -> None:
    """A thing's place in the scope of a standard, decided."""
    values = {"system": of, "kind": "item", "item": thing, "place": place, "reason": "Guests alone print on it."}
    part = writing.create(home.actor("ada"), SCOPE_PARTS, values)
    writing.transition(home.actor("ada"), SCOPE_PARTS, part.reference, "decide")


def test_items_are_scanned_failed_never_scanned_and_targets_unknown(home: Cast) -> None:
    item(home, "web01")
    item(home, "Database", identifier="10.0.0.9")
    item(home, "Printer")
    item(home, "Contracts", kind="document")
    brought(home, samples.nmap(80).replace(b"</nmaprun>", DOWN), samples.trivy("openssl"))
    assert states(home) == {"web01": "scanned", "Database": "failed", "Printer": "never", "shop:2.1": "unknown"}
    assert coverage(home.actor("ben")).counts() == {"scanned": 1, "failed": 1, "never": 1, "unknown": 1}


def test_what_every_scope_leaves_outside_is_not_counted_but_said(home: Cast) -> None:
    out, both = item(home, "Guest printer"), item(home, "Shared switch")
    item(home, "web01")
    security, services = (system(home, key) for key in ("iso-27001:2022", "iso-20000-1:2018"))
    placed(home, security, out, "outside")
    placed(home, security, both, "outside")
    placed(home, services, both, "inside")
    covered = coverage(home.actor("ben"))
    assert ({one.name for one in covered.items}, covered.outside) == ({"Shared switch", "web01"}, 1)


def test_later_success_ends_a_failure_and_later_names_find_their_item(home: Cast) -> None:
    brought(home, samples.nmap(80).replace(b"</nmaprun>", DOWN))
    item(home, "Database", identifier="10.0.0.9")
    assert states(home)["Database"] == "failed"
    brought(home, samples.nmap(80, start=1772265600).replace(b"10.0.0.8", b"10.0.0.9"))
    assert states(home)["Database"] == "scanned"


def test_clean_scan_and_finding_of_a_person_count_and_old_ones_are_marked(home: Cast) -> None:
    shop, tested = item(home, "shop"), item(home, "Router")
    brought(home, samples.trivy("zlib"))
    found(home, vulnerability(home), item=tested.reference, first_seen="2026-02-20")
    assert states(home) == {"shop": "scanned", "Router": "scanned"}
    with on(TODAY + timedelta(days=120)):
        covered = coverage(home.actor("ben"))
        assert {one.item for one in covered.items if one.is_old(home.actor("ben").today)} == {
            shop.reference,
            tested.reference,
        }


def test_exit_code_tells_the_gravest_severity(home: Cast) -> None:
    actor = home.actor("ben")
    assert pipeline.exit_code(pipeline.open_by_severity(actor), "low") == 0
    found(home, vulnerability(home, severity=3))
    counts = pipeline.open_by_severity(actor)
    assert (counts["medium"], pipeline.exit_code(counts, "low"), pipeline.exit_code(counts, "high")) == (1, 13, 0)
    found(home, vulnerability(home, "CVE-2026-0101", 1))
    assert pipeline.exit_code(pipeline.open_by_severity(actor), "high") == 11
