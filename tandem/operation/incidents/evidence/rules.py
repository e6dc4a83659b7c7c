"""Rules of evidence: what seals an item, and how it goes from hand to hand (27001:2022 A.5.28)."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock, files, locales
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Attachment
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.evidence.models import Evidence

SHA256 = re.compile(r"[0-9a-f]{64}")
IN_CUSTODY = ("collected", "sealed")
SEALED = ("incident_id", "title", "kind", "source", "method", "collected_by_id", "collected_at", "sha256")
HANDED = ("evidence_id", "handed_from", "handed_to", "handed_at", "purpose", "place")
CHUNK = 1024 * 1024


def collected_now(actor: Actor) -> dict[str, object]:
    """Whoever writes the item down took it just now, unless told otherwise."""
    return {"collected_at": clock.now(), "collected_by_id": actor.user_id}


def derive_evidence(item: Any, before: Any, actor: Actor) -> None:
    """Hashes are compared in lower case; the first to hold the item is who collected it."""
    item.sha256 = item.sha256.strip().lower()
    if before is None or not item.transfers.exists():
        item.holder = item.collected_by.name if item.collected_by_id else ""


def check_evidence(item: Any, before: Any, today: date) -> Mapping[str, str]:
    """An item says when it was taken and, where it has one, its whole hash."""
    problems = {}
    if item.sha256 and not SHA256.fullmatch(item.sha256):
        problems["sha256"] = _("A SHA-256 is 64 digits and letters from a to f.")
    if item.collected_at and item.collected_at > clock.now():
        problems["collected_at"] = _("It cannot have been collected in time to come.")
    if before is None and item.incident_id and item.incident.state in ("closed", "cancelled"):
        problems["incident"] = _("The incident is closed; open a new one and link it.")
    if before is not None and before.state in ("sealed", "released") and _differs(item, before, SEALED):
        problems["state"] = _("It is sealed: what it is and where it comes from stays, in an import too.")
    return problems


def _differs(record: Any, before: Any, names: tuple[str, ...]) -> bool:
    return any(getattr(record, name) != getattr(before, name) for name in names)


def attached(item: Any) -> list[Attachment]:
    """The files on an item."""
    return files.of(declared_for(Evidence), item.pk)


def may_seal(item: Any, actor: Actor) -> str | None:
    """One item is one thing: a file, a hash of what lies elsewhere, or an object in a place."""
    kept = attached(item)
    if len(kept) > 1:
        return _("Keep one file in each item; add an item for every further file.")
    if not kept and not item.sha256 and not item.kept_at:
        return _("Attach the file, write its SHA-256, or say where the object is kept.")
    if kept and item.sha256 and item.sha256 != kept[0].sha256:
        return _("The SHA-256 written here is not that of the attached file (%(hash)s).") % {"hash": kept[0].sha256}
    return None


def seal(item: Any, actor: Actor) -> None:
    """From now on the item stays as it is, known by the hash of its file."""
    kept = attached(item)
    item.sha256 = kept[0].sha256 if kept else item.sha256


def has_file(item: Any) -> bool:
    """Only a file that is kept here can be read again."""
    return bool(attached(item))


def compare(item: Any, actor: Actor) -> None:
    """Read the kept file again; Invalid when it is no longer what was sealed."""
    digest = hashlib.sha256()
    with default_storage.open(attached(item)[0].stored_as, "rb") as content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != item.sha256:
        raise Invalid({"transition": [_("The file is no longer the one that was sealed; its hash differs.")]})
    item.hash_checked_at = clock.now()


def may_release(item: Any, actor: Actor) -> str | None:
    """Evidence is held until its incident is closed."""
    if item.incident.state not in ("closed", "cancelled"):
        return _("It is held until the incident is closed.")
    if item.keep_until and item.keep_until >= actor.today:
        return _("It is to be kept until %(day)s.") % {"day": locales.day(item.keep_until)}
    return None


def evidence_locked(item: Any) -> str | None:
    """What is sealed stays as it is."""
    return None if item.state == "collected" else _("It is sealed; write what happens to it as a handover.")


def handed_now(actor: Actor) -> dict[str, object]:
    """A handover counts from when it is written down, unless told otherwise."""
    return {"handed_at": clock.now()}


def derive_transfer(transfer: Any, before: Any, actor: Actor) -> None:
    """Whoever holds the item hands it over: the chain has no gap."""
    if before is None and transfer.evidence_id and not transfer.handed_from:
        transfer.handed_from = transfer.evidence.holder


def check_transfer(transfer: Any, before: Any, today: date) -> Mapping[str, str]:
    """Handovers follow one another in time, while the item is in custody."""
    if not transfer.evidence_id or transfer.handed_at is None:
        return {}
    if before is not None:
        return {"handed_to": transfer_locked(transfer)} if _differs(transfer, before, HANDED) else {}
    problems = {}
    item, last = transfer.evidence, transfer.evidence.transfers.order_by("-handed_at").first()
    if item.state not in IN_CUSTODY:
        problems["evidence"] = _("It is not in custody any more.")
    if transfer.handed_at > clock.now():
        problems["handed_at"] = _("Write a handover down once it has happened.")
    elif transfer.handed_at < (last.handed_at if last else item.collected_at):
        problems["handed_at"] = _("It was handed over later than that; write the handovers in their order.")
    if transfer.handed_to.strip().casefold() == transfer.handed_from.strip().casefold():
        problems["handed_to"] = _("Name somebody else than the one who holds it.")
    return problems


def transfer_locked(transfer: Any) -> str:
    """The chain of custody only grows."""
    return _("A handover is never changed; write another one that says what is right.")
