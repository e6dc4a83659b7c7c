"""What may stand in an answer, and how it reads on an incident."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

PLACE = re.compile(r"\{([^{}]*)\}")
PLACES = ("caller", "reference", "title", "service")


def check(answer: Any, before: Any, today: date) -> Mapping[str, str]:
    """Only known places are filled in."""
    unknown = next((name for name in PLACE.findall(answer.text) if name not in PLACES), None)
    if unknown is None:
        return {}
    known = ", ".join(f"{{{name}}}" for name in PLACES)
    return {"text": _("“%(name)s” is filled in by nothing; there are %(known)s.") % {"name": unknown, "known": known}}


def written_for(answer: Any, incident: Any) -> str:
    """The text of an answer with what it says of this incident filled in."""
    values = {
        "caller": caller_of(incident),
        "reference": incident.reference,
        "title": incident.title,
        "service": incident.service.title if incident.service else "",
    }
    return PLACE.sub(lambda match: values.get(match.group(1), match.group()), str(answer.text))


def caller_of(incident: Any) -> str:
    """By which name whoever called is known."""
    person = incident.contact or incident.caller
    return str(person.title) if person else str(incident.reported_by)
