"""Records that programs send to: each has an address, such as home.esrc-1, of its organization and its reference."""

from typing import Any, TypeVar

from tandem.ground.accounts.models import Organization
from tandem.ground.kernel.records import Record
from tandem.ground.kernel.tenancy import organization_active

R = TypeVar("R", bound=Record)


def record_at(model: type[R], address: str) -> R | None:
    """The record of this model that an address names."""
    slug, _dot, reference = address.partition(".")
    organization = Organization.objects.filter(slug=slug).first() if address.isprintable() else None
    if organization is None:
        return None
    with organization_active(organization.pk):
        known = model.objects.with_reference(reference).select_related("organization").first()
    return known if isinstance(known, model) else None


def address_of(record: Any) -> str:
    """The name of a record in its address."""
    return f"{record.organization.slug}.{str(record.reference).lower()}"
