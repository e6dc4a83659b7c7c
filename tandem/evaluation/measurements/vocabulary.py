"""The words of measurement."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = [
    ("process", _("Process")),
    ("control", _("Control")),
    ("service", _("Service")),
    ("objective", _("Objective")),
    ("system", _("Management system")),
]
BETTER = [("higher", _("Higher")), ("lower", _("Lower"))]
QUERIES = [
    ("actions-in-time", _("Actions done in time, of those due")),
    ("corrected-in-time", _("Nonconformities closed in time, of those due")),
    ("policies-read", _("Requests to read a document that are confirmed")),
    ("incidents-resolved", _("Incidents resolved, of those opened")),
    ("changes-intended", _("Changes that went as intended, of those made")),
    ("controls-passed", _("Tests of controls passed, of those done")),
]
