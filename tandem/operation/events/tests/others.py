"""What other subjects keep that events have to do with, reached as the house reaches it: by the key of its register."""

from typing import Any

from tandem.ground.kernel import registers
from tandem.ground.kernel.registers import Register


def _register(key: str) -> Register:
    register = registers.find(key)
    assert register is not None
    return register


INCIDENTS, CHANGES = _register("incidents"), _register("changes")
ITEMS, SERVICES = _register("items"), _register("services")
Incident: Any = INCIDENTS.model
