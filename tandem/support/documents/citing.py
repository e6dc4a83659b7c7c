"""Where a document is cited: in which versions of others, and in which records of whatever kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tandem.ground.kernel import permissions, registers, search
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register
from tandem.support.documents.models import Document
from tandem.support.documents.versions.models import DocumentVersion

MOST = 100  # candidates for each of its names
AROUND = 70  # characters on either side
SHORTEST_TITLE = 2  # words; a title of one word stands everywhere
PAST = ("superseded", "rejected")


@dataclass(frozen=True, slots=True)
class Citation:
    """One record that names the document: which, in which field, and the words around the name."""

    register: Register
    reference: str
    title: str
    where: str
    before: str
    name: str
    after: str


def citations(actor: Actor, document: Document) -> list[Citation]:
    """Every record the actor may see that names the document by reference, number or title; not its own versions."""
    by_record: dict[tuple[str, int], Citation] = {}
    for name in names_of(document):
        for hit in search.everywhere(actor, name, MOST):
            key = (hit.register.key, hit.record_id)
            if key not in by_record and not _is_own(hit, document):
                cited = next(_in_record(actor, hit, name), None)
                if cited is not None:
                    by_record[key] = cited
    return sorted(
        by_record.values(),
        key=lambda citation: (citation.register.key != "documents", str(citation.register.title), citation.title),
    )


def names_of(document: Document) -> list[str]:
    """What a text may call the document: its reference, its own number, its title when that is more than a word."""
    title = document.title if len(document.title.split()) >= SHORTEST_TITLE else ""
    return [name for name in (document.reference, document.external_id, title) if name]


def _is_own(hit: search.Hit, document: Document) -> bool:
    """True for the document itself and for what is part of it."""
    if hit.register.model is Document:
        return hit.record_id == document.pk
    part = getattr(hit.register.model, "document", None)
    return part is not None and hit.register.model.objects.filter(pk=hit.record_id, document=document.pk).exists()


def _in_record(actor: Actor, hit: search.Hit, name: str) -> Iterator[Citation]:
    """Where in a record the name stands as a whole, with the words around it."""
    record = permissions.visible(actor, hit.register).filter(pk=hit.record_id).first()
    if record is None or (hit.register.model is Document and record.title == name):
        return
    register, shown = hit.register, record
    if isinstance(record, DocumentVersion):
        if record.state in PAST:
            return
        register, shown = registers.declared_for(Document), record.document
    pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w]|-\d)", re.IGNORECASE)
    for name_of_field in (hit.register.headline, *hit.register.listing.search):
        text = str(getattr(record, name_of_field) or "")
        if match := pattern.search(text):
            where = str(hit.register.field(name_of_field).verbose_name)
            yield Citation(register, shown.reference, _title(register, shown), where, *_cut(text, match))


def _title(register: Register, record: Any) -> str:
    return str(getattr(record, register.headline))


def _cut(text: str, match: re.Match[str]) -> tuple[str, str, str]:
    before = " ".join(text[max(0, match.start() - AROUND) : match.start()].split())
    after = " ".join(text[match.end() : match.end() + AROUND].split())
    return before, match[0], after
