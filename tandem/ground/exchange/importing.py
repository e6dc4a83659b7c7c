"""Bringing rows of a table into a register: matched, converted, checked, all or nothing, repeatable.

A row is matched to a record by its reference, else by its external number, else by the register's natural key.
A row that matches and says nothing new changes nothing, so the same file twice changes nothing the second time.
What a file would do is worked out without a lock; only then it is written, and it can be taken back.
"""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from tandem.ground.exchange.carrying import Course, Refused, write
from tandem.ground.exchange.columns import is_ours, likeliest, proposed_mapping, targets
from tandem.ground.exchange.conversion import Options
from tandem.ground.exchange.happening import Historian
from tandem.ground.exchange.outcomes import LineChange, LineError, Outcome
from tandem.ground.exchange.planning import Plan, Planner, Progress
from tandem.ground.exchange.promises import Promises
from tandem.ground.exchange.reading import Sheet
from tandem.ground.exchange.taking_back import take_back
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Arrival
from tandem.ground.kernel.permissions import WRITERS, insist
from tandem.ground.kernel.registers import Register

__all__ = [
    "Course",
    "LineChange",
    "LineError",
    "Outcome",
    "bring",
    "bring_history",
    "carry_out",
    "carry_out_together",
    "is_ours",
    "likeliest",
    "preview",
    "proposed_mapping",
    "targets",
    "work_out",
]


def work_out(
    actor: Actor,
    register: Register,
    sheet: Sheet,
    mapping: Mapping[int, str],
    options: Options,
    progress: Progress | None = None,
    *,
    time_column: int | None = None,
    done: frozenset[int] = frozenset(),
    promises: Promises | None = None,
) -> Plan:
    """What the import would do; nothing is written and nobody waits.

    With a `time_column` the rows are events: those of one number become one record with its history. Lines in `done`
    were written before; `promises` are what other tables of the file bring.
    """
    insist(actor.may_write and actor.role in WRITERS, _("Your role does not include imports."))
    kind: Callable[..., Planner | Historian] = Planner if time_column is None else Historian
    extra = {} if time_column is None else {"time_column": time_column}
    return kind(actor.importing(), register, sheet, mapping, options, done, promises, **extra).work_out(progress)


def carry_out(
    actor: Actor,
    plan: Plan,
    progress: Progress | None = None,
    *,
    course: Course = Course(),
    arrival: Arrival | None = None,
) -> Outcome:
    """Write what was worked out, every row or none.

    With errors nothing is written. `course` is told the arrival under which all of it can be taken back; one that was
    cut off is gone on with, or taken back when the rest of it no longer fits.
    """
    outcome, hand = plan.outcome, actor.importing()
    if outcome.errors:
        if arrival is not None:
            take_back(hand, arrival, outcome.errors[0].message)
        return outcome
    _write(hand, [*plan.promises.created.values(), plan], progress, course, arrival)
    return outcome


def carry_out_together(actor: Actor, plans: Sequence[Plan], progress: Progress | None, course: Course) -> bool:
    """Write the plans of several tables in their order, all of them or none; whether they are written."""
    if any(plan.outcome.errors for plan in plans):
        return False
    created = plans[0].promises.created.values() if plans else ()
    return _write(actor.importing(), [*created, *plans], progress, course, None)


def _write(
    hand: Actor, plans: Sequence[Plan], progress: Progress | None, course: Course, arrival: Arrival | None
) -> bool:
    try:
        write(hand, plans, course, progress, arrival)
    except Refused as refused:
        problems = (refused.plan or plans[0]).problems
        problems.add(LineError(refused.line, "", refused.why))
        problems.close()
        return False
    for plan in plans:
        plan.outcome.is_written = True
    return True


def preview(
    actor: Actor,
    register: Register,
    sheet: Sheet,
    mapping: Mapping[int, str],
    options: Options,
    progress: Progress | None = None,
) -> Outcome:
    """What the import would do."""
    return work_out(actor, register, sheet, mapping, options, progress).outcome


def bring(
    actor: Actor,
    register: Register,
    sheet: Sheet,
    mapping: Mapping[int, str],
    options: Options,
    progress: Progress | None = None,
) -> Outcome:
    """Import every row, or none when any row has an error."""
    plan = work_out(actor, register, sheet, mapping, options)
    return carry_out(actor, plan, progress)


def bring_history(
    actor: Actor,
    register: Register,
    sheet: Sheet,
    mapping: Mapping[int, str],
    options: Options,
    time_column: int,
    progress: Progress | None = None,
    *,
    keep: bool = True,
) -> Outcome:
    """Import an event log: the rows of one number become one record with one history entry each.

    The time in `time_column` is kept as “occurred at” of the entry. Rows that are in the history already are left
    alone, so the same log twice changes nothing. With `keep` false it is only worked out.
    """
    plan = work_out(actor, register, sheet, mapping, options, time_column=time_column)
    return carry_out(actor, plan, progress) if keep else plan.outcome
