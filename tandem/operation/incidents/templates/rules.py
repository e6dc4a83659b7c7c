"""What a template gives to an incident."""

from typing import Any

from django.utils.translation import gettext as _

TAKEN = ("description", "service_id", "category", "group")
WEIGHTS = ("impact", "urgency")


def fill(incident: Any) -> None:
    """A new incident takes from its template what it does not say itself."""
    if incident.template_id is None:
        return
    template = incident.template
    incident.title = incident.title or template.subject or template.title
    for name in TAKEN:
        if not getattr(incident, name):
            setattr(incident, name, getattr(template, name))
    for name in WEIGHTS:
        is_usual = getattr(incident, name) == incident._meta.get_field(name).default
        if is_usual and getattr(template, name):
            setattr(incident, name, getattr(template, name))


def problem_with(incident: Any, before: Any) -> str:
    """Why an incident may not have its template; empty when it may."""
    if before is not None:
        is_same = before.template_id == incident.template_id
        return "" if is_same else _("An incident keeps the template that it began with.")
    is_retired = incident.template_id is not None and incident.template.state == "retired"
    return _("It is no longer used.") if is_retired else ""
