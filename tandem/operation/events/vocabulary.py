"""Words that sources and events share."""

from django.utils.translation import gettext_lazy as _

SEVERITIES = [
    ("critical", _("Critical")),
    ("major", _("Major")),
    ("unknown", _("Not said")),
    ("warning", _("Warning")),
    ("info", _("Information")),
]
RANKS = {key: rank for rank, (key, _label) in enumerate(SEVERITIES)}


def is_at_least(severity: str, least: str) -> bool:
    """True when a severity is as bad as this one, or worse."""
    return RANKS[severity] <= RANKS[least]
