"""Lists of attacks come from configured addresses; what cannot be had changes nothing."""

import io
from typing import Any

import pytest

from tandem.ground.kernel import tenancy
from tandem.operation.vulnerabilities.models import Vulnerability
from tandem.operation.vulnerabilities.reports.lists import background as fetching
from tandem.operation.vulnerabilities.reports.models import VulnerabilityReport
from tandem.operation.vulnerabilities.tests import samples
from tests.cast import Cast

ADDRESS = "https://lists.example/kev.json"


def serve(monkeypatch: pytest.MonkeyPatch, settings: Any, raw: bytes, address: str = ADDRESS) -> None:
    """Let an address give these bytes."""
    settings.TANDEM_ATTACK_LISTS = [address]
    monkeypatch.setattr(fetching, "urlopen", lambda _address, timeout: io.BytesIO(raw))


def test_list_is_brought_for_every_organization_once(
    home: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    serve(monkeypatch, settings, samples.kev("CVE-2026-0001"))
    fetching.fetch_lists()
    fetching.fetch_lists()
    assert Vulnerability.objects.get().is_exploited
    assert VulnerabilityReport.objects.count() == 1
    with tenancy.organization_active(home.elsewhere.pk):
        assert Vulnerability.objects.get().is_listed


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        (b"<html>", ADDRESS),
        (samples.trivy("openssl"), ADDRESS),
        (samples.kev("CVE-2026-0001"), "http://lists.example/kev.json"),
    ],
)
def test_what_is_no_list_or_comes_in_the_open_is_not_taken(
    home: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any, raw: bytes, address: str
) -> None:
    serve(monkeypatch, settings, raw, address)
    with pytest.raises(fetching.NotFetched, match=address):
        fetching.fetch_lists()
    assert not VulnerabilityReport.objects.exists()
