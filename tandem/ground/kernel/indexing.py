"""What is kept beside a record so that it can be found: search text, tags, own values. Always rewritten with it."""

from collections.abc import Sequence
from typing import Any

from tandem.ground.kernel import bulk
from tandem.ground.kernel.models import OwnValue, SearchDocument, TagUse
from tandem.ground.kernel.own_fields import as_text
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.registers import Register

BODY_LIMIT = 50_000
SEARCHED_ALWAYS = ("reference", "external_id", "tags", "own")


def scope_of(organization_id: int, register: str) -> str:
    """Search tokens that narrow a query to an organization and a register."""
    return f"o{organization_id} o{organization_id}r{register.replace('-', '')}"


def index(register: Register, records: Sequence[Record]) -> None:
    """Index new records."""
    bulk.insert([_tag(register, record, tag) for record in records for tag in record.tags])
    bulk.insert([_own(register, record, key, value) for record in records for key, value in record.own.items()])
    bulk.insert([_document(register, record) for record in records])


def index_again(register: Register, record: Record, changed: frozenset[str]) -> None:
    """Bring the indexes of a record up to date in what these changed fields tell."""
    if "tags" in changed:
        _forget_in(TagUse, register, record)
        bulk.insert([_tag(register, record, tag) for tag in record.tags])
    if "own" in changed:
        _forget_in(OwnValue, register, record)
        bulk.insert([_own(register, record, key, value) for key, value in record.own.items()])
    if not changed.isdisjoint((*SEARCHED_ALWAYS, register.headline, *register.listing.search)):
        SearchDocument.objects.bulk_create(
            [_document(register, record)],
            update_conflicts=True,
            unique_fields=["organization", "register", "record_id"],
            update_fields=["reference", "title", "body"],
        )


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


def _document(register: Register, record: Record) -> SearchDocument:
    texts = [str(value) for name in register.listing.search if (value := getattr(record, name))]
    texts += [record.external_id, *record.tags, *(str(value) for value in record.own.values())]
    return SearchDocument(
        organization_id=record.organization_id,
        register=register.key,
        record_id=record.pk,
        reference=record.reference,
        title=str(getattr(record, register.headline)),
        body="\n".join(text for text in texts if text)[:BODY_LIMIT],
        scope=scope_of(record.organization_id, register.key),
    )
