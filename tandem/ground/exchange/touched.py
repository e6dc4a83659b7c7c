"""What an import touched, as far as whoever asks may see it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register


@dataclass(frozen=True, slots=True)
class Touched:
    """One record that an import brought or changed."""

    register: Register
    reference: str
    title: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records of a register an import brought and changed."""

    register: Register
    new: int
    changed: int


def touched(actor: Actor, run: ImportRun, most: int) -> list[Touched]:
    """The first records that a run brought or changed, register by register."""
    shown: list[Touched] = []
    for counted in counts(actor, run):
        register = counted.register
        rows: Any = run.arrival.rows.filter(register=register.key, is_gone=False) if run.arrival else ()
        is_new = dict(rows.order_by("pk").values_list("record_id", "is_new")[: most - len(shown)])
        records = permissions.visible(actor, register).filter(pk__in=list(is_new)).order_by("pk")
        for key, reference, title in records.values_list("pk", "reference", register.headline):
            shown.append(Touched(register, reference, str(title), is_new[key]))
    return shown


def counts(actor: Actor, run: ImportRun) -> list[Counted]:
    """How many records a run brought and changed, by register; those that the actor may look into."""
    if run.arrival is None:
        return []
    sums = {"new": Count("pk", filter=Q(is_new=True)), "changed": Count("pk", filter=Q(is_new=False))}
    rows: Any = run.arrival.rows.order_by("register").values("register").annotate(**sums)
    return [
        Counted(register, row["new"], row["changed"])
        for row in rows
        if (register := registers.find(row["register"])) and permissions.may_view_register(actor, register)
    ]
