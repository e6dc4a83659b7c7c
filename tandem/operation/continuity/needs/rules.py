"""Where what is promised is not what is needed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel.actor import Actor


def derive_need(need: Any, before: Any, actor: Actor) -> None:
    """It is called by what it is, unless people name it; the gap follows from both times."""
    known = need.item or need.supplier
    if not need.title and known is not None:
        need.title = known.title[:200]
    need.gap = gap_of(need, need.analysis)


def gap_of(need: Any, analysis: Any) -> str:
    """What lacks: nothing is promised, it comes too late, or too old; empty where the promise is enough."""
    if need.promised_rto is None or (analysis.rpo is not None and need.promised_rpo is None):
        return "unknown"
    if analysis.rto is not None and need.promised_rto > analysis.rto:
        return "late"
    return "stale" if analysis.rpo is not None and need.promised_rpo > analysis.rpo else ""


def check_need(need: Any, before: Any, today: date) -> Mapping[str, str]:
    """It stays with its analysis, has a name, and a promise has its source."""
    if before is not None and before.analysis_id != need.analysis_id:
        return {"analysis": _("It stays with its analysis.")}
    if not need.title.strip():
        return {"title": _("Say what it is, or choose an item or another party.")}
    if need.promised_rto is not None and not need.source.strip():
        return {"source": _("Say where that is promised, or which test showed it.")}
    return {}
