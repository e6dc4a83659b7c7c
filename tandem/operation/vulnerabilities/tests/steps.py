"""Short words for what the tests do again and again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from tandem.ground.kernel import clock, registers, writing
from tandem.operation.vulnerabilities.findings.models import VulnerabilityFinding
from tandem.operation.vulnerabilities.findings.register import FINDINGS
from tandem.operation.vulnerabilities.register import VULNERABILITIES
from tandem.operation.vulnerabilities.reports.bringing import Options, Outcome, bring
from tandem.operation.vulnerabilities.reports.child import answer
from tests.cast import Cast

TODAY = date(2026, 3, 2)


def brought(home: Cast, *raws: bytes, name: str = "ben", **options: Any) -> list[Outcome]:
    """Reports as somebody brings them."""
    answers = [answer(f"file-{number}", raw) for number, raw in enumerate(raws)]
    return bring(home.actor(name), answers, Options(**options))


def findings(**where: Any) -> list[Any]:
    """Findings in the order in which they were kept."""
    return list(VulnerabilityFinding.objects.filter(**where).order_by("pk"))


def vulnerability(home: Cast, identifier: str = "CVE-2026-0100", severity: int = 1, **values: Any) -> Any:
    """A vulnerability."""
    fields = {"identifier": identifier, "title": "Hole", "severity": severity, **values}
    return writing.create(home.actor("ben"), VULNERABILITIES, fields)


def found(home: Cast, known: Any, name: str = "ben", **values: Any) -> Any:
    """A finding of a vulnerability."""
    fields = {"vulnerability": known.reference, "target": "web01", **values}
    return writing.create(home.actor(name), FINDINGS, fields)


def item(home: Cast, title: str, **values: Any) -> Any:
    """An item of the inventory."""
    register = registers.find("items")
    assert register is not None
    return writing.create(home.actor("ada"), register, {"title": title, "is_ci": True, **values})


def step(home: Cast, finding: Any, key: str, name: str = "ben", reason: str = "", **values: Any) -> Any:
    """A step of a finding."""
    return writing.transition(home.actor(name), FINDINGS, finding.reference, key, values, reason=reason)


@contextmanager
def on(day: date) -> Iterator[None]:
    """Within this block it is this day."""
    with clock.fixed(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
        yield
