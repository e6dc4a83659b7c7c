"""Merging an incident into another one.

The older one stays: its clock has run for both callers, so that no merge gives anybody more time. What was said and
attached is carried over, what was part of the merged one is part of the other, and the merged one points on.
"""

from typing import Any

from django.utils.translation import gettext as _

from tandem.ground.kernel import comments, files, links, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Link
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.registers import declared_for
from tandem.operation.incidents.models import OPEN_STATES, Incident
from tandem.operation.incidents.watchers.operations import watch_if_seen

MOST_ITEMS = 100


def may_merge(incident: Any, actor: Actor) -> str | None:
    """Of one customer, into the older one, which is not over and hides no less."""
    kept = incident.merged_into
    if kept is None:
        return None
    if kept.pk == incident.pk:
        return _("An incident is not merged into itself.")
    if kept.state not in (*OPEN_STATES, "resolved"):
        return _("%(reference)s is over; nothing is merged into it.") % {"reference": kept.reference}
    if kept.customer_id != incident.customer_id:
        return _("They belong to different customers; make one part of the other instead.")
    if kept.opened_at > incident.opened_at:
        return _("%(reference)s is the younger one: merge it into this one, whose clock runs longer.") % {
            "reference": kept.reference
        }
    if incident.is_confidential and not kept.is_confidential:
        return _("This one is confidential and the other is not.")
    if incident.is_security and not kept.is_security:
        return _("This one is a security incident and the other is not; assess the other first.")
    if incident.is_major:
        return _("This one is a major incident; merge the other into it, or stand it down first.")
    return None


def carry_over(actor: Actor, incident: Any) -> None:
    """Afterwards: everything goes on with the other one."""
    register, hand, kept = declared_for(Incident), as_tandem(actor), incident.merged_into
    comments.carry(hand, register, incident, kept)
    files.carry(hand, register, incident, kept)
    for part in incident.children.order_by("pk"):
        writing.follow(hand, register, part, {"parent": kept}, "goes on", incident.reference)
    for merged in incident.merged.order_by("pk"):
        writing.follow(hand, register, merged, {"merged_into": kept}, "points on", incident.reference)
    for user_id in incident.watchers.exclude(state="stopped").order_by("pk").values_list("owner_id", flat=True):
        watch_if_seen(actor, kept, user_id)
    items = list(dict.fromkeys((*kept.items, *incident.items)))[:MOST_ITEMS]
    writing.follow(hand, register, kept, {"items": items}, "took over", incident.reference)
    links.connect(
        hand,
        register,
        incident.reference,
        kind=Link.Kind.DUPLICATE_OF,
        to_register=register.key,
        to_reference=kept.reference,
    )
