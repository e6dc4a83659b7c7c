"""What was kept of a day is signed with the key of the ledger, so that nobody writes a better past into the trend."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tandem.ground.kernel.comparison.findings import Finding, What
from tandem.ground.ledger import canonical, keys
from tandem.proof.conformity.models import Snapshot

PURPOSE = b"tandem conformity of a day\n"
KEY = "conformity"


def signed(organization_id: int, standard: str, day: date, results: Mapping[str, str]) -> bytes:
    """The signature of how a standard stood on a day."""
    return keys.signing_key().sign(_content(organization_id, standard, day, results))


def differences(organization_id: int) -> Iterator[Finding]:
    """Each day of the active organization that says something else than what Tandem kept."""
    rows = Snapshot.objects.filter(organization_id=organization_id).order_by("pk")
    if not rows.exists():
        return
    key = Ed25519PublicKey.from_public_bytes(keys.public_key())
    for row in rows.iterator():
        if not _is_right(key, row):
            yield Finding(What.FORGED, KEY, row.pk, f"{row.standard} {row.day}")


def _is_right(key: Ed25519PublicKey, row: Any) -> bool:
    try:
        key.verify(bytes(row.signature), _content(row.organization_id, row.standard, row.day, row.results))
    except (InvalidSignature, canonical.NotCanonical):
        return False
    return True


def _content(organization_id: int, standard: str, day: date, results: Mapping[str, str]) -> bytes:
    said = {"day": day.isoformat(), "organization": organization_id, "results": results, "standard": standard}
    return PURPOSE + canonical.encode(said)
