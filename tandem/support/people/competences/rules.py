"""What a competence needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def check_competence(competence: Any, before: Any, today: date) -> Mapping[str, str]:
    """What is mastered has evidence (both standards, 7.2 d)."""
    if competence.held == "yes" and not competence.evidence:
        return {"evidence": _("Say what shows it: a certificate, years of work, somebody's judgement.")}
    return {}
