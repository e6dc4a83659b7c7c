"""What is kept beside a record so that it can be found: search text, tags, own values. Always rewritten with it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from tandem.ground.kernel import bulk, folding
from tandem.ground.kernel.models import OwnValue, SearchDocument, TagUse
from tandem.ground.kernel.own_fields import as_text
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register

BODY_LIMIT = 50_000
DOCUMENT = ("organization_id", "register", "record_id", "reference", "title", "heading", "body", "scope")
ONE_DOCUMENT = bulk.Known(("organization_id", "register", "record_id"), ("reference", "title", "body", "heading"))
MOST_STRAYS = 100
INDEXES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "tags": (TagUse, ("tag",)),
    "own": (OwnValue, ("key", "text")),
    "search": (SearchDocument, ("reference", "title", "body", "scope", "heading")),
}
SEARCHED_ALWAYS = ("reference", "external_id", "tags", "own")


@cache
def scope_of(organization_id: int, register: str) -> str:
    """Search tokens that narrow a query to an organization and a register."""
    return f"o{organization_id} o{organization_id}r{register.replace('-', '')}"


def index(register: Register, records: Sequence[Record]) -> None:
    """Index new records."""
    bulk.insert([_tag(register, record, tag) for record in records for tag in record.tags])
    bulk.insert([_own(register, record, key, value) for record in records for key, value in record.own.items()])
    bulk.insert_values(SearchDocument, DOCUMENT, [_document(register, record) for record in records])


def index_again(register: Register, record: Record, changed: frozenset[str]) -> None:
    """Bring the indexes of a record up to date in what these changed fields tell."""
    if "tags" in changed:
        _forget_in(TagUse, register, record)
        bulk.insert([_tag(register, record, tag) for tag in record.tags])
    if "own" in changed:
        _forget_in(OwnValue, register, record)
        bulk.insert([_own(register, record, key, value) for key, value in record.own.items()])
    if not changed.isdisjoint((*SEARCHED_ALWAYS, register.headline, *register.listing.search)):
        bulk.insert_values(SearchDocument, DOCUMENT, [_document(register, record)], ONE_DOCUMENT)


def kept_beside(register: Register, record: Record) -> dict[str, set[tuple[str, ...]]]:
    """What lists and search have to know of a record, by the kind of index: as `known_of` gives what they do know."""
    document = SearchDocument(**dict(zip(DOCUMENT, _document(register, record), strict=True)))
    own: set[tuple[str, ...]] = {(key, as_text(value)) for key, value in record.own.items()}
    return {
        "tags": {(tag,) for tag in record.tags},
        "own": own,
        "search": {(document.reference, document.title, document.body, document.scope, document.heading)},
    }


def known_of(register: Register, record_ids: Sequence[int]) -> dict[int, dict[str, set[tuple[str, ...]]]]:
    """What lists and search know of these records, by primary key and kind of index."""
    known: dict[int, dict[str, set[tuple[str, ...]]]] = {}
    for kind, (model, names) in INDEXES.items():
        rows = model.objects.filter(register=register.key, record_id__in=record_ids)
        for record_id, *values in rows.values_list("record_id", *names):
            known.setdefault(record_id, {}).setdefault(kind, set()).add(tuple(values))
    return known


def strays(register: Register) -> list[int]:
    """Primary keys of records that are gone and that lists or search still know."""
    present = register.model.objects.values("pk")
    stray_ids: set[int] = set()
    for model, _names in INDEXES.values():
        rows = model.objects.filter(register=register.key).exclude(record_id__in=present)
        stray_ids.update(rows.order_by().values_list("record_id", flat=True).distinct()[:MOST_STRAYS])
    return sorted(stray_ids)


def forget(register: Register, record: Record) -> None:
    """Take a deleted record out of the indexes."""
    for model in (TagUse, OwnValue, SearchDocument):
        _forget_in(model, register, record)


def forget_all(register: Register, keys: Sequence[int]) -> None:
    """Take many deleted records out of the indexes."""
    for model in (TagUse, OwnValue, SearchDocument):
        model.objects.filter(register=register.key, record_id__in=keys).delete()


def _forget_in(model: Any, register: Register, record: Record) -> None:
    model.objects.filter(register=register.key, record_id=record.pk).delete()


def _tag(register: Register, record: Record, tag: str) -> TagUse:
    return TagUse(organization_id=record.organization_id, register=register.key, record_id=record.pk, tag=tag)


def _own(register: Register, record: Record, key: str, value: Any) -> OwnValue:
    place = {"organization_id": record.organization_id, "register": register.key, "record_id": record.pk}
    return OwnValue(**place, key=key, text=as_text(value))


def _document(register: Register, record: Record) -> tuple[Any, ...]:
    """What full-text search keeps of a record, in the order of `DOCUMENT`."""
    texts = [str(value) for name in register.listing.search if (value := getattr(record, name))]
    title = str(getattr(record, register.headline))
    texts += [record.external_id, *record.tags, *(str(value) for value in record.own.values())]
    return (
        record.organization_id,
        register.key,
        record.pk,
        record.reference,
        title,
        folding.indexed(title),
        folding.indexed("\n".join(text for text in texts if text)[:BODY_LIMIT]),
        scope_of(record.organization_id, register.key),
    )
