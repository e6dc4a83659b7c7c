"""What a report needs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _


def check_report(report: Any, before: Any, today: date) -> Mapping[str, str]:
    """A report is about a day that has come."""
    if report.scanned_on and report.scanned_on > today:
        return {"scanned_on": _("A day to come is not looked at yet.")}
    return {}
