"""Two managers who agree fill twenty registers drawn by lot with what reads well and says nothing of the work."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from django.db import transaction

from tandem.ground.accounts.models import User
from tandem.ground.kernel import registers
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Conflict, Invalid, NotPermitted
from tandem.ground.kernel.registers import Register
from tandem.proof.conformity.library import library
from tandem.proof.conformity.tests.cheating import BEST, EACH, Cheat
from tandem.proof.conformity.tests.conftest import SECURITY, SERVICE, acting, member
from tandem.proof.conformity.tests.test_cheat import MOST, mallory, met

__all__ = ["mallory"]
pytestmark = pytest.mark.slow_suite
SETS, SIZE, ATTEMPTS = 30, 20, 6
GIVEN = ("judgements", "management-systems")  # adopted honestly, and tried on their own
KNOWN = (SECURITY, SERVICE, "iso-27001", "iso-20000-1")
WHO = ("warden", "miller", "ferryman", "baker", "joiner", "clerk", "shepherd", "cooper", "weaver", "printer", "piper")
WHERE = ("northern mill", "upper quay", "old bakery", "river gate", "stone yard", "salt store", "east tower")
DOES = ("counts", "weighs", "repairs", "paints", "gathers", "sorts", "carries", "dries", "stacks", "mends", "polishes")
WHAT = ("baskets", "ropes", "lanterns", "barrels", "loaves", "sails", "kettles", "bricks", "nets", "candles", "tiles")
WHEN = (
    "before the ferry leaves",
    "once the rain has stopped",
    "while the kettle sings",
    "as his uncle taught him",
    "until the bell of the chapel rings",
    "with a crew of four from the village",
    "although nobody pays for it",
    "because the damp would spoil them",
    "after the geese have gone south",
    "without telling the mayor",
)
SENTENCE = "The {} of the {} {} {} {} {}."


def well_written(random: Random) -> Iterator[str]:
    """Distinct sentences of good English about nothing that is asked for."""
    draw = random.choice
    while True:
        lines = [(draw(WHO), draw(WHERE), draw(DOES), random.randrange(3, 90), draw(WHAT), draw(WHEN)) for _ in "four"]
        yield " ".join(SENTENCE.format(*line) for line in lines)


def asked_about() -> set[str]:
    """The registers that a check sends people to."""
    return {check.remedy.register for check in library().checks if check.remedy}


def with_parents(register: Register) -> list[str]:
    """A register after all that its records need, the nearest last."""
    fields = [register.field(name) for name in register.writable]
    models = [field.related_model for field in fields if field.is_relation and not field.blank]
    needed = [registers.of_model(model) for model in models]  # type: ignore[arg-type]
    before = [key for other in needed if other and other is not register for key in with_parents(other)]
    return [*before, register.key]


def drawn(random: Random) -> list[str]:
    """Twenty registers by lot of those that checks ask about, each after those it needs."""
    asked = asked_about() - set(GIVEN)
    every = [register for register in registers.every() if register.key in asked]
    random.shuffle(every)
    keys: dict[str, None] = {}
    for register in every:
        more = dict.fromkeys(with_parents(register))
        if len(keys | more) <= SIZE:
            keys |= more
    return list(keys)


class Colluding(Cheat):
    """Two who take turns, choose by lot or as the example does, and name each of three people in turn."""

    def __init__(self, mallory: Actor, ben: Any, accomplice: Actor, random: Random) -> None:
        super().__init__(mallory, ben, "x", accomplice)
        self.random, self.text = random, well_written(random)
        self.hands = (mallory.via("api"), accomplice)
        self.people = (ben, *User.objects.filter(pk__in=[hand.user_id for hand in self.hands]))
        self.at: Register

    def fill_registers(self, keys: list[str]) -> None:
        for register in filter(None, map(registers.find, keys)):
            self.at = register
            for number in range(EACH):
                self.accomplice = self.hands[number % 2 - 1]
                self._add(self.hands[number % 2], register, number)

    def _steps(self, register: Register) -> list[Any]:
        steps = [step for step in (register.workflow.transitions if register.workflow else ()) if step.target]
        final = {state.key for state in register.workflow.states if state.final} if register.workflow else set()
        self.random.shuffle(steps)
        return sorted(steps, key=lambda step: step.target in final)

    def _tried(self, write: Callable[[dict[str, Any]], Any], values: dict[str, Any]) -> Any:
        """Write, and again with what the example says instead of what was refused; None when nothing goes."""
        usual = self.at.example.values
        for _attempt in range(ATTEMPTS):
            try:
                with transaction.atomic():
                    return write(values)
            except Invalid as refused:
                known = [name for name in refused.problems if name in usual and values.get(name) != usual[name]]
                again = {name: usual[name] for name in known}
                values = {name: value for name, value in values.items() if name not in refused.problems} | again
            except (NotPermitted, Conflict):
                return None
        return None

    def _value(self, register: Register, name: str, number: int) -> Any:
        field, usual = register.field(name), register.example.values
        if f"{register.key}.{name}" in BEST or not field.choices:
            return super()._value(register, name, number)
        keys = [key for key, _label in field.flatchoices if key]
        if known := [key for key in KNOWN if key in keys]:
            return known[number % len(known)]
        return usual[name] if number % 2 and name in usual else self.random.choice(keys)

    def _related(self, field: Any) -> Any:
        target = registers.of_model(field.related_model)
        among = self.people if target is None else self.made.get(target.key, ())
        return among[self.count % len(among)] if among else None


@pytest.mark.parametrize("seed", range(SETS))
def test_twenty_registers_by_lot_make_at_most_ten_requirements_met(organization, mallory, ben, seed):
    oscar = acting(member(organization, "oscar@example.org", "Oscar", "manager"), organization).via("api")
    cheat = Colluding(mallory, ben, oscar, Random(seed))
    cheat.fill_registers(drawn(cheat.random))
    assert cheat.count >= EACH * SIZE // 3
    assert len(met(organization)) <= MOST, met(organization)
