"""Appointments of an audit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tandem.ground.kernel import locales

DAY_MINUTES = 24 * 60


def check_session(session: Any, before: Any, today: date) -> Mapping[str, str]:
    """It lasts a part of a day, within the days of the audit."""
    problems = {}
    if session.minutes is not None and not 0 < session.minutes <= DAY_MINUTES:
        problems["minutes"] = _("Write how long it lasts, up to a day.")
    if session.audit_id and session.begins_at:
        audit, day = session.audit, timezone.localtime(session.begins_at).date()
        if not audit.planned_from <= day <= audit.planned_to:
            params = {"first": locales.day(audit.planned_from), "last": locales.day(audit.planned_to)}
            problems["begins_at"] = _("The audit is planned from %(first)s to %(last)s.") % params
    return problems


def session_locked(session: Any) -> str | None:
    """What was reported stays as it was reported."""
    ended = session.audit.state in ("reported", "finished", "cancelled")
    return _("The audit is reported; its plan stays.") if ended else None
