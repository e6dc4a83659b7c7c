"""What mail can be about: an incident, a service request, a problem or a change."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel import registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.confining import through
from tandem.ground.kernel.registers import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of ticket: how mail names it, who asked for it, and what becomes of a reply once it has ended.

    `mark` stands before its key in Message-IDs of ours. `askers` are its fields that name who asked, the one who is
    answered first at the front. What mail `opens` is begun anew by a reply to one in a state of `ended`. `approvals` is
    the register of those who are asked to agree to it, `decided_by` the fields that they read before they do.
    """

    name: str
    register: str
    mark: str
    askers: tuple[str, ...] = ()
    opens: bool = False
    ended: tuple[str, ...] = ()
    is_customers: bool = False
    approvals: str = ""
    decided_by: tuple[str, ...] = ()


KINDS = (
    Kind(
        name="incident",
        register="incidents",
        mark="",
        askers=("contact", "caller"),
        opens=True,
        ended=("closed", "cancelled"),
        is_customers=True,
    ),
    Kind(
        name="request",
        register="service-requests",
        mark="r-",
        askers=("contact", "requested_for", "requested_by"),
        opens=True,
        ended=("closed", "rejected", "cancelled"),
        is_customers=True,
        approvals="request-approvals",
        decided_by=("offering", "requested_for", "customer", "description", "answers"),
    ),
    Kind(name="of_problem", register="problems", mark="p-"),
    Kind(
        name="change",
        register="changes",
        mark="c-",
        askers=("requester",),
        approvals="change-approvals",
        decided_by=(
            "category",
            "service",
            "items",
            "reason",
            "description",
            "service_impact",
            "service_effect",
            "security_impact",
            "security_effect",
            "risks",
            "benefit",
            "way_back",
            "starts_at",
            "planned_for",
        ),
    ),
)
NAMES = tuple(kind.name for kind in KINDS)
INCIDENT, REQUEST = KINDS[:2]


def register_of(kind: Kind) -> Register:
    """The register that keeps tickets of a kind."""
    return registers.declared(kind.register)


def approvals_of(kind: Kind) -> Register:
    """The register of those who are asked to agree to tickets of a kind."""
    return registers.declared(kind.approvals)


def _ticket(model: str, label: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        model,
        models.PROTECT,
        related_name="mail_%(class)s",
        null=True,
        blank=True,
        verbose_name=label,
        db_index=False,
    )


class AboutTicket(models.Model):
    """A message that is about one ticket at most."""

    incident = _ticket("incidents.Incident", _("incident"))
    request = _ticket("requests.ServiceRequest", _("service request"))
    of_problem = _ticket("problems.Problem", _("problem"))
    change = _ticket("changes.Change", _("change"))

    class Meta:
        abstract = True

    @property
    def kind_of_ticket(self) -> Kind | None:
        """Of which kind the ticket is that it is about; None when it is about none."""
        return next((kind for kind in KINDS if getattr(self, f"{kind.name}_id") is not None), None)

    @property
    def ticket(self) -> Any:
        """The ticket that it is about; None when it is about none."""
        kind = self.kind_of_ticket
        return getattr(self, kind.name) if kind else None


def only(kind: Kind | None, ticket: Any) -> dict[str, Any]:
    """The values of a message that is about this ticket and no other."""
    return dict.fromkeys(NAMES) | ({kind.name: ticket} if kind else {})


def at_most_one() -> Q:
    """A message is about one ticket at most."""
    ways = Q()
    for chosen in NAMES:
        ways |= Q(**{f"{name}__isnull": True for name in NAMES if name != chosen})
    return ways


def without_ticket() -> Q:
    """A message that is about no ticket."""
    return Q(**dict.fromkeys(NAMES))


def there_for(actor: Actor) -> Q:
    """Mail of a ticket is there for whom the ticket is there."""
    there = Q()
    for kind in KINDS:
        of_kind = register_of(kind).confined_to(actor)
        if of_kind:
            there &= Q(**{kind.name: None}) | through(kind.name, of_kind)
    return there
