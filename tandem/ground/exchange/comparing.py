"""Whether a cell says what is known already, in the words of an export: then it is no change, whatever it holds."""

import json
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from tandem.ground.exchange import dates
from tandem.ground.exchange.exporting import LONGEST_CELL, text_of
from tandem.ground.exchange.heads import clean
from tandem.ground.exchange.rows import Silent
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.kinds.kind import EMPTY


def says_the_same(value: Any, raw: Any, actor: Actor) -> bool:
    """Whether a cell repeats a known value as an export of the actor's writes it."""
    if isinstance(raw, Silent):
        return True
    if value in EMPTY or raw in EMPTY:
        return value in EMPTY and raw in EMPTY
    if isinstance(value, bool):
        return raw is value or str(raw).casefold() == ("yes" if value else "no")
    if isinstance(value, datetime):
        return _same_moment(value.astimezone(actor.zone), raw)
    if isinstance(value, date):
        return raw == value or str(raw) == value.isoformat()
    if isinstance(value, int | float | Decimal):
        return _same_number(value, raw)
    if isinstance(value, list | dict):
        return raw == value or str(raw) == clean(text_of(value, actor)) or str(raw) == json.dumps(value)
    return _same_text(str(value), str(raw))


def _same_text(value: str, raw: str) -> bool:
    return raw == value or raw == clean(value) or (len(value) > LONGEST_CELL and raw == clean(value[:LONGEST_CELL]))


def _same_moment(value: datetime, raw: Any) -> bool:
    try:
        parsed = dates.moment(raw, dates.YEAR_FIRST)
    except Invalid:
        return False
    if parsed.tzinfo is not None:
        return parsed == value
    return (
        parsed.replace(microsecond=0) == value.replace(tzinfo=None, microsecond=0) if isinstance(raw, date) else False
    )


def _same_number(value: Any, raw: Any) -> bool:
    if isinstance(raw, bool):
        return False
    try:
        return Decimal(str(raw)) == Decimal(str(value)) or float(str(raw)) == float(value)
    except (InvalidOperation, ValueError):
        return False
