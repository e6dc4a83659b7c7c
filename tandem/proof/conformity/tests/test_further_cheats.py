"""The cheat's experiment in more coats: real sentences about something else, one text in many words, odd records."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction

from tandem.ground.kernel import files, registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import WriteError
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register
from tandem.proof.conformity.tests.cheating import EACH, REGISTERS, Cheat
from tandem.proof.conformity.tests.conftest import TODAY, acting, member
from tandem.proof.conformity.tests.test_cheat import MOST, mallory, met
from tandem.proof.conformity.tests.texts_of_cheats import KINDS

__all__ = ["mallory"]
LONG_AGO, LATELY = TODAY - timedelta(days=500), TODAY - timedelta(days=3)
ENDS = ("review", "approved", "assessed", "done", "ended")
Day = Callable[[str], date | None]


def _any(name: str) -> date | None:
    return None


def _turned(name: str) -> date | None:
    """Reviewed before it was there, ended before it began."""
    return LONG_AGO if any(word in name for word in ENDS) else LATELY


DAYS: dict[str, Day] = {
    "plain": _any,
    "equal days": lambda name: TODAY,
    "long past": lambda name: TODAY - timedelta(days=400),
    "turned round": _turned,
    "files": _any,
    "alone": _any,
}


class Habit(Cheat):
    """A cheat with a habit: which days stand everywhere, what files hang on everything."""

    habit = "plain"

    def _value(self, register: Register, name: str, number: int) -> Any:
        kind, day = table.of(register.field(name)).name, DAYS[self.habit](name)
        if day and kind == "day":
            return day
        if day and kind == "moment":
            return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        if self.habit == "turned round" and name.startswith("residual"):
            return 5  # above what it was before
        return super()._value(register, name, number)

    def _add(self, actor: Actor, register: Register, number: int) -> None:
        super()._add(actor, register, number)
        if self.habit != "files":
            return
        for record in self.made.get(register.key, [])[-1:]:
            for content in (b"x", b"The same file as everywhere, in which somebody wrote that everything is in order."):
                self._hangs(actor, register, record.reference, content)

    def _hangs(self, actor: Actor, register: Register, reference: str, content: bytes) -> None:
        try:
            with transaction.atomic():
                files.attach(actor, register, reference, "evidence.txt", [content])
        except WriteError:
            return


def comes_to(organization: Any, mallory: Actor, ben: Any, kind: str, habit: str) -> list[str]:
    """What is met once the cheat has filled the registers."""
    oscar = acting(member(organization, "oscar@example.org", "Oscar", "manager"), organization).via("api")
    cheat = Habit(mallory, ben, "x", None if habit == "alone" else oscar)
    cheat.text, cheat.habit = KINDS[kind](Random(3)), habit
    cheat.fill()
    assert cheat.count >= EACH * len(REGISTERS) * 3 // 4
    return met(organization)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "habit"), list(zip(KINDS, [*DAYS, *DAYS], strict=True))[::2])
def test_junk_that_reads_well_makes_at_most_ten_requirements_met(organization, mallory, ben, kind, habit):
    assert len(comes_to(organization, mallory, ben, kind, habit)) <= MOST


@pytest.mark.slow_suite
@pytest.mark.parametrize("habit", DAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_seventy_two_ways_to_cheat_make_at_most_ten_requirements_met(organization, mallory, ben, kind, habit):
    assert len(comes_to(organization, mallory, ben, kind, habit)) <= MOST


def test_every_register_of_the_cheat_is_there() -> None:
    assert all(registers.find(key) for key in REGISTERS)
