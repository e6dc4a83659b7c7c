"""The ledger's verification, records as of a past day, and conformity."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from time import perf_counter

from benchmarks.measuring import Figure, at_least, at_most, figure, runs, seconds
from benchmarks.organization import actor_of, organization, register
from tandem.faces.cli import running
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger.states import states_as_of
from tandem.ground.ledger.verification import verify
from tandem.proof.conformity import remembering
from tandem.proof.conformity.engine import evaluate_for

YEAR = timedelta(days=365)


def verification() -> Iterator[Figure]:
    """The whole ledger of the organization, every entry recomputed."""
    running.seal_all()
    start = perf_counter()
    found = verify(organization().pk)
    if not found.holds:
        raise SystemExit(f"The ledger does not hold: {found.problem}")
    yield at_least("ledger: verification", found.entries / (perf_counter() - start), "entries/s", 150_000)


def as_of() -> Iterator[Figure]:
    """Every incident as it stood a year ago."""
    known, start = clock.now() - YEAR, perf_counter()
    number = sum(1 for _ in states_as_of(organization().pk, "incidents", known))
    yield Figure(f"as-of: {number} incidents a year back", round(perf_counter() - start, 3), "s")


def conformity() -> Iterator[Figure]:
    """All checks anew, after one write, and a year back."""
    actor = actor_of()
    with organization_active(actor.organization_id):
        evaluate_for(actor)
        remembering.forget()
        yield at_most("conformity: all checks", seconds(lambda: evaluate_for(actor)), "s", 1)
        newest = register("incidents").model.objects.order_by("-pk").first()
        learn = (f"Learnt for the {turn}th time at {perf_counter()}" for turn in count())
        measured = runs(
            lambda: evaluate_for(actor),
            9,
            before=lambda: writing.change(actor, register("incidents"), newest.reference, {"lessons": next(learn)}),
        )
        yield figure("conformity: after one write", measured, 8)
        known = clock.now() - YEAR
        past = seconds(lambda: evaluate_for(actor, known=known, today=known.date()))
        yield at_most("conformity: as of a year back", past, "s", 3)
    running.seal_all()
