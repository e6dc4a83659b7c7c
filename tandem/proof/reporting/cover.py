"""What stands on the first page of a document: for whom, about what, as of when, and the ledger's head."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tandem.direction.scope.models import ManagementSystem
from tandem.ground.accounts.models import Organization
from tandem.ground.ledger.models import Checkpoint
from tandem.ground.ledger.operations import newest_checkpoint


@dataclass(frozen=True, slots=True)
class Head:
    """The newest signed head of the organization's ledger: how many entries, the root of their tree, signed when."""

    size: int
    root: str
    signed_at: datetime


Edition = Literal["inside", "outside"]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page; times are the organization's. What goes outside says nothing of tests and own records."""

    slug: str
    organization: str
    scope: str
    not_in_scope: str
    certificate: str
    printed_on: date
    head: Head | None
    edition: Edition = "inside"


def cover_of(organization: Organization, framework: str, today: date, edition: Edition = "inside") -> Cover:
    """The cover of a document about one standard; without its management system there is no scope to name."""
    systems = ManagementSystem.objects.filter(standard=framework).exclude(state="ended")
    system = systems.order_by("-pk").first()
    return Cover(
        organization.slug,
        organization.name,
        system.scope if system else "",
        system.boundaries if system else "",
        system.certificate if system else "",
        today,
        head_of(organization),
        edition,
    )


def head_of(organization: Organization) -> Head | None:
    """The newest signed head of an organization's ledger; None before the first."""
    return _head(newest_checkpoint(organization.pk), organization)


def _head(checkpoint: Checkpoint | None, organization: Organization) -> Head | None:
    if checkpoint is None:
        return None
    root = bytes(checkpoint.root).hex()
    return Head(checkpoint.size, root, checkpoint.created_at.astimezone(organization.zone))
