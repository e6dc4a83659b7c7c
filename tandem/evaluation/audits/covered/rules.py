"""A topic is covered by an audit of its programme, with a team that has no part in it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.evaluation.audits.impartiality import conflict_of, parts_in
from tandem.evaluation.audits.rules import ENDED


def check_covered(row: Any, before: Any, today: date) -> Mapping[str, str]:
    """Nobody of the team has a part in the topic; a reported audit stays as it was."""
    if not row.audit_id or not row.topic_id:
        return {}
    if row.audit.programme_id is not None and row.topic.programme_id != row.audit.programme_id:
        return {"topic": _("The topic belongs to another programme than the audit.")}
    if before is not None and before.topic_id == row.topic_id:
        return {}
    parts = parts_in([row.topic])
    team = [(row.audit.lead_id, row.audit.lead)]
    team += [
        (member.person_id, member.person) for member in row.audit.team.exclude(part="observer").select_related("person")
    ]
    for user_id, user in team:
        if part := conflict_of(user_id, parts):
            words = {"name": user.name if user else "", "part": part}
            return {"topic": _("Nobody audits their own work; %(name)s %(part)s.") % words}
    return {}


def covered_locked(row: Any) -> str | None:
    """What was reported stays as it was reported."""
    return _("The audit is reported; what it covered stays.") if row.audit.state in ENDED else None
