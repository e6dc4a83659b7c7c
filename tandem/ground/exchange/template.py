"""An empty table to fill in: the columns that an import of a register takes, with one line as an example."""

import csv
import io
from typing import Any

from tandem.ground.exchange.importing import targets
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register


def template(actor: Actor, register: Register, person: str) -> bytes:
    """The table as CSV that spreadsheets open; its example, which `person` answers for, is to be overwritten."""
    columns, line = targets(register), example_line(actor, register, person)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.label for column in columns])
    writer.writerow([_cell(line.get(column.name, "")) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def example_line(actor: Actor, register: Register, person: str) -> dict[str, Any]:
    """The example with what it belongs to and the e-mail address of who answers for it."""
    line: dict[str, Any] = {"owner": person} if "owner" in register.writable else {}
    whole = permissions.visible(actor, register.above).order_by("pk").first() if register.above else None
    if whole is not None:
        line[register.place.parent] = whole.reference
    return line | dict(register.example.values)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
