"""Brought approvals: what an import says was approved elsewhere, until somebody else has confirmed it here.

A mark is made with the record, for each approval that the importer brought. It counts as evidence only once somebody
other than the importer confirmed it, or approved the record here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tandem.ground.kernel import clock
from tandem.ground.kernel.actor import SYSTEM, Actor
from tandem.ground.kernel.comparison.held import Held, State, declare
from tandem.ground.kernel.errors import Invalid, NotPermitted
from tandem.ground.kernel.models import Brought
from tandem.ground.kernel.patterns.same import are_one
from tandem.ground.kernel.permissions import MANAGERS, insist
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.values import state_of
from tandem.ground.ledger.operations import Write, append


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was brought from: the run of an import, its file, the line."""

    run: str = ""
    file: str = ""
    line: int = 0


def _earlier(state: State, action: str) -> State:
    """A former release told of a confirmation only what was confirmed."""
    if "of" not in state:
        return state
    return {"register": state["of"], "fields": state["fields"], "file": state["file"], "line": state["line"]}


BROUGHT = declare(Held(key="brought", model=Brought, gone=frozenset({"dropped"}), earlier=_earlier))


def mark(actor: Actor, register: Register, record: Any, names: tuple[str, ...], origin: Origin) -> None:
    """Note what approval a record was brought with."""
    said = state_of(record)
    marked = Brought.objects.create(
        organization_id=actor.organization_id,
        register=register.key,
        record_id=record.pk,
        reference=record.reference,
        fields={name: said.get(name) for name in names},
        run=origin.run,
        file=origin.file[:255],
        line=origin.line,
        created_by_id=actor.user_id,
        created_at=clock.now(),
    )
    _enter(actor, [marked], "brought")


def settle(actor: Actor, register: Register, record: Any) -> None:
    """An approval given here takes the place of the one that was brought."""
    _decide(
        actor, list(Brought.objects.filter(register=register.key, record_id=record.pk, confirmed_at=None)), "settled"
    )


def drop(actor: Actor, runs: Iterable[str]) -> None:
    """Forget what these imports brought, because they are taken back."""
    with transaction.atomic():
        dropped = list(Brought.objects.filter(run__in=list(runs)).order_by("pk"))
        _enter(actor, dropped, "dropped")
        Brought.objects.filter(pk__in=[item.pk for item in dropped]).delete()


def waiting() -> "QuerySet[Brought]":
    """What was brought and is still to be confirmed, the newest first."""
    brought: QuerySet[Brought] = Brought.objects.filter(confirmed_at=None)
    return brought.select_related("created_by").order_by("-pk")


def unconfirmed(register: Register) -> "QuerySet[Brought, int]":
    """Keys of the records of a register whose approval does not count as evidence yet."""
    return waiting().filter(register=register.key).order_by().values_list("record_id", flat=True)


def may_confirm(actor: Actor, brought: Brought) -> bool:
    """Somebody other than who brought it, who may approve."""
    is_another = not are_one(brought.created_by_id, actor.user_id)
    return actor.may_write and actor.role in MANAGERS and actor.role != SYSTEM and is_another


def confirm(actor: Actor, identifiers: Iterable[int]) -> int:
    """Confirm what somebody else brought, each by its key; all of them or none. How many were."""
    insist(actor.role in MANAGERS, _("A manager other than who brought it has to confirm it."))
    wanted = sorted(set(identifiers))
    with transaction.atomic():
        unconfirmed = list(Brought.objects.select_for_update().filter(pk__in=wanted, confirmed_at=None).order_by("pk"))
        if len(unconfirmed) != len(wanted):
            raise Invalid({"brought": [_("Somebody has confirmed one of these already; look at the list again.")]})
        if not all(may_confirm(actor, item) for item in unconfirmed):
            raise NotPermitted(_("A manager other than who brought it has to confirm it."))
        _decide(actor, unconfirmed, "confirmed")
    return len(unconfirmed)


def _decide(actor: Actor, marked: list[Brought], action: str) -> None:
    """Keep who decided on what was brought, and when."""
    now = clock.now()
    for item in marked:
        item.confirmed_by_id, item.confirmed_at = actor.user_id, now
    keys = [item.pk for item in marked]
    Brought.objects.filter(pk__in=keys).update(confirmed_by_id=actor.user_id, confirmed_at=now)
    _enter(actor, marked, action)


def _enter(actor: Actor, marked: Iterable[Brought], action: str) -> None:
    """Tell the ledger of these marks, whole, so that they can be held against it."""
    append(
        [_write_of(item, action) for item in marked],
        organization_id=actor.organization_id,
        actor_label=actor.label,
        actor_id=actor.user_id,
        through=actor.through,
        now=clock.now(),
    )


def _write_of(item: Brought, action: str) -> Write:
    state = {} if action in BROUGHT.gone else BROUGHT.state(item)
    return Write(BROUGHT.key, item.pk, item.reference, 1, action, state, "", None)
