"""Existing documents brought as they are: each file a version of a document, its original kept, nothing lost.

Every file has an outcome: it becomes a new document, a further version of one that is there, it is known already, or it
is refused with the reason. What is brought is a draft: somebody else approves it here, as any other version.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import files, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.models import Attachment
from tandem.ground.kernel.permissions import WRITERS, insist
from tandem.ground.kernel.registers import declared_for
from tandem.support.documents.models import Document
from tandem.support.documents.versions.models import DocumentVersion
from tandem.support.documents.words import keeping, reading
from tandem.support.documents.words.recognizing import Recognized, in_order, recognize
from tandem.support.documents.words.said import Said
from tandem.support.documents.words.unpacking import Brought

KEPT_WITHOUT_WORDS = frozenset({"encrypted", "pictures", "old-word", "slow", "memory"})
CHUNK = 2**20
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Outcome:
    """What becomes, or became, of one file. `becomes` is document, version, known or refused."""

    file: str
    becomes: str
    title: str = ""
    number: str = ""
    version: str = ""
    owner: str = ""
    kind: str = ""
    topic: str = ""
    words: int = 0
    document: str = ""
    reference: str = ""
    why: str = ""
    notes: list[str] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Planned:
    """One file with what was recognized in it and what is to become of it."""

    file: Brought
    said: Said
    names: Recognized
    outcome: Outcome


def plan(actor: Actor, brought: Sequence[Brought]) -> list[Planned]:
    """What every file says of itself and what it would become; nothing is written."""
    insist(actor.may_write and actor.role in WRITERS, _("Your role does not include imports."))
    readings = iter(reading.read([(file.path, file.name) for file in brought if not file.refusal]))
    planned = [_planned(file, Said(name=file.name) if file.refusal else next(readings)) for file in brought]
    planned.sort(key=lambda planned_file: (_known_by(planned_file.names.title), in_order(planned_file.names.version)))
    _decide(actor, planned)
    return planned


def bring(actor: Actor, brought: Sequence[Brought], progress: Progress | None = None) -> list[Outcome]:
    """Bring every file that can be, each in a transaction of its own; the same files again change nothing."""
    planned, hand = plan(actor, brought), actor.importing()
    made: dict[str, Any] = {}
    for done, planned_file in enumerate(planned, start=1):
        if planned_file.outcome.becomes in ("document", "version"):
            try:
                with transaction.atomic():
                    _write(hand, planned_file, made)
            except Invalid as invalid:
                planned_file.outcome.becomes, planned_file.outcome.why = "refused", str(invalid)
        if progress:
            progress(done, len(planned))
    return [planned_file.outcome for planned_file in planned]


def _planned(file: Brought, said: Said) -> Planned:
    names = recognize(said)
    outcome = Outcome(
        file=file.name,
        becomes="document",
        title=names.title,
        number=names.number,
        version=names.version,
        owner=names.owner,
        kind=names.kind,
        topic=names.topic,
        words=len(said.text.split()),
        where=names.where,
    )
    if file.refusal or (said.code and said.code not in KEPT_WITHOUT_WORDS):
        outcome.becomes, outcome.why = "refused", file.refusal or str(reading.WHY[said.code])
    elif said.code:
        outcome.notes.append(str(reading.WHY[said.code]))
    if names.where.get("version") == "assumed":
        outcome.notes.append(_("No version stands in it; it is taken as %(number)s.") % {"number": names.version})
    return Planned(file, said, names, outcome)


def _known_by(title: str) -> str:
    return " ".join(title.casefold().split())


def _decide(actor: Actor, planned: Sequence[Planned]) -> None:
    """Find what is known already, what belongs to one document, and who owns it."""
    known, people = _kept_already(planned), _members(actor)
    taken: dict[str, set[str]] = {}
    for planned_file in planned:
        outcome = planned_file.outcome
        if outcome.becomes == "refused":
            continue
        digest = _digest(planned_file.file.path)
        if digest in known:
            outcome.becomes, outcome.reference = "known", known[digest]
            continue
        known[digest] = planned_file.file.name
        _join(planned_file, taken)
        if planned_file.names.owner and _person(people, planned_file.names.owner) is None:
            outcome.notes.append(
                _("%(name)s is no member here; you own it for now.") % {"name": planned_file.names.owner}
            )


def _join(planned_file: Planned, taken: dict[str, set[str]]) -> None:
    """Make it a further version where its document is there already, under a number that is free."""
    key, outcome = _known_by(planned_file.names.title), planned_file.outcome
    if key not in taken:
        there = _there(planned_file.names)
        taken[key] = set(there.versions.values_list("number", flat=True)) if there else set()
        outcome.document = there.reference if there else ""
    if taken[key] or outcome.document:
        outcome.becomes = "version"
    number, at = planned_file.names.version, 1
    while outcome.version in taken[key]:
        at += 1
        outcome.version = f"{number[:16]}-{at}"
    if outcome.version != number:
        said = _("Another file is version %(number)s already; this one is kept as %(kept)s.")
        outcome.notes.append(said % {"number": number, "kept": outcome.version})
    taken[key].add(outcome.version)


def _there(names: Recognized) -> Any:
    """The document of this title, unless it has another number of its own."""
    documents = Document.objects.exclude(state="withdrawn").filter(title__iexact=names.title).order_by("pk")
    return next(
        (document for document in documents if not names.number or document.external_id in ("", names.number)), None
    )


def _kept_already(planned: Sequence[Planned]) -> dict[str, str]:
    """Which version holds a file of which content."""
    digests = [_digest(planned_file.file.path) for planned_file in planned if planned_file.outcome.becomes != "refused"]
    kept = Attachment.objects.filter(register=declared_for(DocumentVersion).key, sha256__in=digests)
    held = dict(kept.values_list("sha256", "record_id"))
    names = dict(DocumentVersion.objects.filter(pk__in=held.values()).values_list("pk", "reference"))
    return {digest: names[record_id] for digest, record_id in held.items() if record_id in names}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _members(actor: Actor) -> dict[str, int]:
    """Members who may own, by name and by address."""
    members = Membership.objects.valid_on(actor.today).filter(organization_id=actor.organization_id)
    rows = members.values_list("user_id", "user__name", "user__email")
    return {word.casefold(): user for user, name, email in rows for word in (name, email) if word}


def _person(people: dict[str, int], said: str) -> int | None:
    """The member that these words mean: “Ada Holm”, “Holm, Ada”, “Ada Holm (CISO)”, an address."""
    plain = said.partition("(")[0].partition(" / ")[0].strip().casefold()
    last, comma, first = plain.partition(",")
    turned = f"{first.strip()} {last.strip()}" if comma else plain
    return people.get(plain) or people.get(turned) or people.get(last.strip())


def _write(actor: Actor, planned_file: Planned, made: dict[str, Any]) -> None:
    """The document if it is not there, its version, the original on it, and its words."""
    key, outcome, versions = _known_by(planned_file.names.title), planned_file.outcome, declared_for(DocumentVersion)
    if key not in made:
        made[key] = _document(actor, planned_file)
    document = made[key]
    values = {
        "document": document,
        "number": outcome.version,
        "changes": _("Brought from the file %(name)s.") % {"name": planned_file.file.name},
    }
    version = writing.create(actor, versions, values)
    with planned_file.file.path.open("rb") as source:
        chunks = iter(lambda: source.read(CHUNK), b"")
        files.hang(actor, versions, version.reference, planned_file.file.name, chunks)
    keeping.keep(actor, version, planned_file.said.text)
    outcome.document, outcome.reference = document.reference, version.reference


def _document(actor: Actor, planned_file: Planned) -> Any:
    if planned_file.outcome.document:
        return Document.objects.get(reference=planned_file.outcome.document)
    names = planned_file.names
    values = {
        "title": names.title,
        "external_id": names.number,
        "kind": names.kind,
        "topic": names.topic,
        "classification": names.classification,
        "owner": _person(_members(actor), names.owner) or actor.user_id,
    }
    return writing.create(actor, declared_for(Document), values)
