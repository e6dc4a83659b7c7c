"""What the page of a nonconformity shows beside its fields: why it came about, and what came of each action."""

from typing import Any

from django.utils.translation import gettext as _

from tandem.evaluation.improvement import fishbone
from tandem.evaluation.improvement.nonconformities.register import NONCONFORMITIES
from tandem.evaluation.improvement.sources import source_of
from tandem.evaluation.improvement.vocabulary import BRANCHES, WHYS
from tandem.faces.web.shell import Visit
from tandem.ground.kernel import permissions, registers


def nonconformity(visit: Visit, record: Any) -> dict[str, Any]:
    """Whys, fishbone, actions with the looks at their effect, and the source as a link."""
    branches = [(name, getattr(record, f"cause_{key}")) for key, name in BRANCHES]
    return {
        "whys": [why for name in WHYS if (why := getattr(record, name))],
        "fishbone": fishbone.drawn(record.title, branches),
        "chain": [_link(action) for action in record.actions.select_related("owner", "follows").order_by("pk")],
        "source": source(visit, record),
    }


def improvement(visit: Visit, record: Any) -> dict[str, Any]:
    """The source as a link."""
    return {"source": source(visit, record)}


def finding(visit: Visit, record: Any) -> dict[str, Any]:
    """The nonconformity in which it is worked through, for whoever may see it."""
    opened = record.nonconformity
    known = permissions.visible(visit.actor, NONCONFORMITIES)
    if opened is None or not known.filter(pk=opened.pk).exists():
        return {"source": None}
    state = NONCONFORMITIES.workflow.state(opened.state) if NONCONFORMITIES.workflow else None
    origin = {"register": NONCONFORMITIES.key, "reference": opened.reference, "title": opened.title}
    return {"source": {**origin, "state": state}, "heading": _("Worked through as")}


def source(visit: Visit, record: Any) -> dict[str, Any] | None:
    """Where it comes from, for whoever may see that record."""
    register, origin = registers.find(record.source_register), source_of(record)
    if (
        register is None
        or origin is None
        or not permissions.visible(visit.actor, register).filter(pk=origin.pk).exists()
    ):
        return None
    state = register.workflow.state(origin.state) if register.workflow else None
    title = str(getattr(origin, register.headline))
    return {"register": register.key, "reference": origin.reference, "title": title, "state": state}


def _link(action: Any) -> dict[str, Any]:
    return {"action": action, "checks": list(action.checks.select_related("judged_by").order_by("pk"))}
