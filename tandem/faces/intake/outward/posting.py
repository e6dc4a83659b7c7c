"""Messages of Tandem's own accord: each is written once, however many workers look for what is to be written."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError

from tandem.ground.kernel import writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.registers import declared_for
from tandem.operation.mail.sent import operations
from tandem.operation.mail.sent.models import Sent

AT_ONCE = 500  # names that are looked up by one query


def unwritten(names: Iterable[str]) -> list[str]:
    """Those of these names that no message bears yet, in their order, as many as are written at once."""
    known = list(names)
    fresh: list[str] = []
    for start in range(0, len(known), AT_ONCE):
        some = known[start : start + AT_ONCE]
        written = set(Sent.objects.filter(asks__in=some).values_list("asks", flat=True))
        fresh += [name for name in some if name not in written]
        if len(fresh) >= operations.AT_ONCE:
            break
    return fresh[: operations.AT_ONCE]


def write(tandem: Actor, values: Mapping[str, Any]) -> bool:
    """Write a message; False when another worker was quicker."""
    try:
        writing.create(tandem, declared_for(Sent), values)
    except (Invalid, IntegrityError):
        if Sent.objects.filter(asks=values["asks"]).exists():
            return False
        raise
    return True
