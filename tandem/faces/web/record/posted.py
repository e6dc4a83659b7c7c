"""What the form of a record or of a step sent."""

from typing import Any

from tandem.faces.web import wording
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import own_fields
from tandem.ground.kernel.kinds import table
from tandem.ground.kernel.registers import Register


def version_of(visit: Visit) -> int:
    """The version that the form was filled in from; -1, which no record has, where it does not say."""
    asked = visit.request.POST.get("version", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else -1


def posted(visit: Visit, register: Register, names: tuple[str, ...]) -> dict[str, Any]:
    """What the form sent: a tick box that is absent was left empty, any other absent field is left alone."""
    sent = visit.request.POST
    values: dict[str, Any] = {}
    for name in names:
        if name in sent:
            words = sent.getlist(name)
            is_list = len(words) > 1 and table.of(register.field(name)).name in ("words", "records")
            values[name] = [word for word in words if word] if is_list else sent[name]
        elif table.of(register.field(name)).name == "boolean":
            values[name] = False
    return values | {name: value for name, value in sent.items() if name.startswith(own_fields.PREFIX)}


def touched(register: Register, record: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Without the moments that still stand as the form showed them: it shows minutes, and seconds must not be lost."""
    return {
        name: value
        for name, value in values.items()
        if name.startswith(own_fields.PREFIX)
        or table.of(register.field(name)).name != "moment"
        or value != wording.iso(getattr(record, name))
    }
